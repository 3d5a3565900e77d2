"""The words that authors use for the parts of a description, by what they mean, in several languages.

A table and nothing else. A title may hold more words than these: the first meaning with a word in it counts.
"""

from __future__ import annotations

import re
from typing import Final

SECTIONS: Final[tuple[tuple[str, str], ...]] = (
    ("statuses", r"(?:status|response|return|error|result|http)[ -]*codes?|c[óo]d(?:e|igo|igos|es|ici)? (?:de "
     r"|d'|di )?(?:estado"
     r"|r[ée]ponse|retour|respuesta|resposta|risposta|erro|error)"
     r"|statuscodes?|коды? (?:ответа|состояни\w+|ошиб\w+)|状态码|错误码|返回码"),
    ("error", r"errors?|raises|throws|exceptions?|failure|fehler\w*|errore[sn]?|erreurs?|ошиб\w+|错误|エラー"
     r"|fail(?:ed|ure)?s?"),
    ("request example", r"(?:sample|example)s? (?:json )?(?:request|call|usage|input|invocation|body|payload)s?"
     r"|request (?:sample|example)s?"
     r"|(?:sample json|json) input|curl|beispiel(?:anfrage|aufruf)|anfragebeispiel|ejemplos? de (?:solicitud"
     r"|petici[óo]n|llamada|consulta)|exemples? de requ[êe]te"
     r"|пример(?:ы)? запроса|请求示例|リクエスト例"),
    ("response example", r"(?:sample|example)s? (?:json |success(?:ful)? )?(?:response|answer|output|result"
     r"|reply)s?|response (?:sample|example)s?"
     r"|(?:sample json|json) (?:output|response)|beispielantwort|antwortbeispiel|ejemplos? de respuesta"
     r"|exemples? de r[ée]ponse|пример(?:ы)? ответа"
     r"|响应示例|返回示例|レスポンス例"),
    ("path", r"(?:path|url|uri|route|resource)[ -]*(?:parameters?|params?|variables?|arguments?|segments?)"
     r"|pfadparameter"
     r"|par[áa]metros de (?:la )?(?:ruta|url)|param[èe]tres (?:de chemin|d'url)|параметры (?:пути|url)"
     r"|路径参数|パスパラメータ"),
    ("query", r"(?:query|url query|get|search|filter|paging|pagination)[ -]*(?:string )?(?:parameters?|params?"
     r"|arguments?|options?)|query(?: ?string)?"
     r"|(?:query|abfrage)-?parameter|par[áaâ]metros (?:de )?(?:la )?(?:consulta|b[úu]squeda|query)|param[èe]tres de"
     r" requ[êe]te|параметры запроса|查询参数|クエリパラメータ"),
    ("header", r"(?:request |http |custom |required )?headers?|(?:http-?)?kopfzeilen|encabezados|cabeceras"
     r"|en-t[êe]tes|заголовк\w+|请求头|ヘッダー"),
    ("response", r"(?:responses?|return(?:ed|s)?|results?|output|answers?|repl(?:y|ies))(?: (?:body|fields?"
     r"|param(?:eter)?s?|attributes?|format|data|objects?"
     r"|schema|properties|elements?|json|payload|content|values?|message|structure))?|success|antwort(?:en)?"
     r"|r[üu]ckgabe\w*"
     r"|respuestas?|resultados?|devuelve|r[ée]ponses?|retours?|ответы?|результат\w*|возвращает|响应|返回(?:值|参数|结果)?"
     r"|レスポンス|risposte?|respostas?"),
    ("body", r"(?:(?:request|post|put|json|message) )?(?:body|payload|data)(?: (?:parameters?|params?|fields?"
     r"|content|json))?|(?:json|post|form|body)[ -]*"
     r"(?:parameters?|params?|fields?|data|attributes?)|input|request (?:fields?|attributes?|object|content"
     r"|json)|cuerpo(?: de la (?:solicitud|petici[óo]n))?|corpo(?: d(?:a|e|ella) (?:requisi[çc][ãa]o|richiesta))?"
     r"|corps(?: de (?:la )?requ[êe]te)?|anfragek[öo]rper|тело(?: запроса)?"
     r"|请求体|请求正文|リクエストボディ"),
    ("parameters", r"(?:request |input |optional |required |mandatory |available |supported |common |general "
     r"|additional )*"
     r"(?:parameters?|params?|arguments?|args|inputs?|fields?|attributes?|options?)|parametr(?:i|os)"
     r"|par[áaâ]metros|parametri|param[èe]tres"
     r"|параметры|аргументы|поля|参数|请求参数|パラメータ|felder|eingabe"),
    ("request", r"(?:http |https |api |the )?(?:requests?|calls?)|usage|invocation|anfragen?|aufruf|solicitud"
     r"|petici[óo]n|requisi[çc][ãa]o|richiesta|requ[êe]te|запросы?|请求|リクエスト"),
    ("example", r"(?:e\.g\.|for )?examples?|samples?|beispiele?|ejemplos?|exemples?|пример\w*|示例|例子|例"),
    ("authentication", r"auth\w*|credentials?|api[ -]*keys?|tokens?|anmeldung|authentifizierung"
     r"|autenticaci[óo]n|autentica[çc][ãa]o|autenticazione"
     r"|authentification|авторизаци\w+|аутентификаци\w+|认证|鉴权|認証"),
    ("base", r"(?:base|root|api|service|server)[ -]*(?:url|uri|address|endpoint|path)s?|basis-?url|url (?:base"
     r"|de base|racine)|базовый (?:url|адрес)|基础(?:地址|url)|ベースurl"),
)  # fmt: skip
"""Meaning of a section -> its titles. Earlier rows count first: "error codes" are statuses."""

FACTS: Final[tuple[tuple[str, str], ...]] = (
    ("method", r"(?:http |request )?(?:method|verb|type)(?: ?/ ?\w+)?|methode|m[ée]todo|m[ée]thode|метод"
     r"|请求方式|请求方法|方法|メソッド|metodo"),
    ("url", r"(?:request |api |resource |http |end ?point )?(?:url|uri|end ?point|path|route|address|resource"
     r"|location)|adresse|pfad|direcci[óo]n|ruta"
     r"|chemin|percorso|indirizzo|caminho|endere[çc]o|rota|адрес|путь|接口地址|请求地址|地址|路径|パス|エンドポイント"),
    ("success code", r"success(?:ful)?(?: (?:response|status|return))? ?codes?|erfolgscode"),
    ("fail code", r"(?:fail(?:ure)?|error)(?: (?:response|status))? ?codes?|fehlercode"),
    ("statuses", r"(?:(?:http |response |return )?status(?: codes?)?|response codes?|codes?)"),
    ("description", r"description|summary|purpose|notes?|beschreibung|descripci[óo]n|description|описание|说明|描述"
     r"|接口说明|説明"),
    ("request sample", r"(?:sample |example )?(?:json )?(?:input|request(?: body| json)?|body|payload|post data)"),
    ("response sample", r"(?:sample |example )?(?:json )?(?:success )?(?:output|response(?: body| json)?|result"
     r"|returns?|answer)(?: \(?json\)?)?|sample json response"),
    ("example", r"(?:sample |example )?(?:call|usage|curl|example|sample)s?|beispiel|ejemplo|exemple|пример|示例"),
    ("permission", r"permissions?|scopes?|roles?|access|auth(?:entication|orization)?(?: required)?|requires?"
     r" (?:auth|login)\w*"),
    ("parameters", r"(?:query |url |request |data |input )?(?:parameters?|params?|arguments?)|par[áa]metros"
     r"|param[èe]tres|параметры|参数"),
)  # fmt: skip
"""Label of a fact (in a table of two columns, a bullet, a definition) -> what the fact is."""

COLUMNS: Final[tuple[tuple[str, str], ...]] = (
    ("method", r"(?:http )?(?:method|verb)s?|m[ée]todo|metodo|m[ée]thode|methode|метод|方法|メソッド"),
    ("path", r"(?:end ?points?|paths?|ur[il]s?|routes?|resources?|calls?|requests?|api)(?: (?:url|path))?|ruta"
     r"|chemin|pfad|recurso|адрес|путь|路径|地址|接口|パス"),
    ("status", r"(?:http )?(?:status|code|response|error)(?: ?codes?)?|c[óo]digo|codice|код"
     r"|状态码|ステータス(?:コード)?|http"),
    ("name", r"(?:(?:parameter|param|field|property|attribute|argument|arg|key|header|variable|option|column"
     r"|element)s?)?[ -]?(?:names?|keys?)"
     r"|parameters?|params?|fields?|propert(?:y|ies)|attributes?|arguments?|headers?|variables?|options?|elements?"
     r"|nombre|par[áa]metros?|campo|propiedad|nom|param[èe]tres?|champ|propri[ée]t[ée]|feld|eigenschaft|bezeichnung"
     r"|par[âa]metros?|propriedade|propriet[àa]|имя|параметр|поле|название|свойство|ключ|参数(?:名|名称)?|字段(?:名|名称)?"
     r"|名称|属性|名前|パラメータ(?:名)?|フィールド|nome"),
    ("type", r"(?:data |value |json )?types?|kind|datatype|datentyp|typ|tipo(?: de dato)?|тип(?: данных)?|类型"
     r"|数据类型|型|タイプ|format"),
    ("required", r"(?:is )?(?:required|mandatory|optional|obligatory|must)(?:\?|/optional| or optional)?"
     r"|m/o|o/m|req/opt|r/o|mand\.?|pflicht(?:feld)?|erforderlich|obligatorio|requerido|opcional|obrigat[óo]rio"
     r"|obbligatorio"
     r"|requis|obligatoire|facultatif|обязател\w+|是否必(?:填|须|选|需|要)|必(?:填|须|选|需)|必須|req(?:'d|\.)?\??|presence"),
    ("location", r"in|location|place|where|param(?:eter)? ?type|sent in|ubicaci[óo]n|ort|расположение|位置"),
    ("default", r"defaults?(?: values?)?|standard(?:wert)?|(?:valor )?(?:por defecto|predeterminado)"
     r"|(?:valor )?padr[ãa]o|predefinito|(?:valeur"
     r" )?par d[ée]faut|по умолчанию|默认(?:值)?|デフォルト"),
    ("example", r"examples?(?: values?)?|samples?|beispiele?|ejemplos?|exemples?|пример\w*|示例(?:值)?|例"),
    ("values", r"(?:possible |allowed |valid |accepted )?values|options|enum|werte|valores(?: posibles|"
     r" permitidos)?|valeurs(?: possibles)?|значения|可选值|取值(?:范围)?"),
    ("description", r"descriptions?|meaning|details?|notes?|explanation|purpose|comments?|remarks?|beschreibung"
     r"|bedeutung|descripci[óo]n|descri[çc][ãa]o|descrizione|descriptif|описание|说明|描述|备注|含义|説明"
     r"|what it does|info|action|function|usage"),
)  # fmt: skip
"""Title of a column -> what the column holds."""

_COMPILED: dict[int, list[tuple[str, re.Pattern[str]]]] = {}


def plain(text: str) -> str:
    """A title as it is compared: without markup, numbering and final signs."""
    words = re.sub(r"[`*_]+", "", text).strip().lower()
    words = re.sub(r"^\(?\d+(?:\.\d+)*[.)]?\s+", "", words)
    return " ".join(words.split()).strip(" :：.?–—-")


def meaning(table: tuple[tuple[str, str], ...], text: str) -> str:
    """The meaning of a title in a table, or "": the whole title has to be one of its words."""
    words = plain(text)
    for name, pattern in _rows(table):
        if pattern.fullmatch(words):
            return name
    return ""


def meaning_within(table: tuple[tuple[str, str], ...], text: str) -> str:
    """As `meaning`; a longer title counts by the words that it ends or begins with ("Response body of the call")."""
    found = meaning(table, text)
    words = plain(text)
    if found or len(words.split()) > 7:
        return found
    for name, pattern in _rows(table):
        if re.search(rf"(?:^|[\s(])(?:{pattern.pattern})$", words) or re.match(
            rf"(?:{pattern.pattern})(?:[\s(:,-]|$)", words
        ):
            return name
    return ""


def _rows(table: tuple[tuple[str, str], ...]) -> list[tuple[str, re.Pattern[str]]]:
    if id(table) not in _COMPILED:
        _COMPILED[id(table)] = [(name, re.compile(pattern)) for name, pattern in table]
    return _COMPILED[id(table)]
