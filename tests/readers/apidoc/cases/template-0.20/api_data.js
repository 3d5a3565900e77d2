define({ "api": [
  {
    "type": "post",
    "url": "/books",
    "title": "Add a book",
    "version": "1.0.0",
    "name": "AddBook",
    "group": "Books",
    "deprecated": {
      "content": "use now (#Books:GetBook)."
    },
    "permission": [
      {
        "name": "admin",
        "title": "Administrators only",
        "description": "<p>Someone who may <em>change</em> things. Ask <a href=\"https://library.example/ask\">us</a>.</p>"
      }
    ],
    "parameter": {
      "fields": {
        "Parameter": [
          {
            "group": "Parameter",
            "type": "String",
            "optional": false,
            "field": "title",
            "description": "<p>Title.</p>"
          },
          {
            "group": "Parameter",
            "type": "String[]",
            "optional": true,
            "field": "tags",
            "description": "<p>Tags.</p>"
          },
          {
            "group": "Parameter",
            "type": "Object",
            "optional": false,
            "field": "publisher",
            "description": "<p>Publisher.</p>"
          },
          {
            "group": "Parameter",
            "type": "String",
            "optional": false,
            "field": "publisher.name",
            "description": "<p>Name.</p>"
          },
          {
            "group": "Parameter",
            "type": "String",
            "optional": false,
            "field": "publisher.city",
            "description": "<p>City.</p>"
          }
        ]
      },
      "examples": [
        {
          "title": "Request-Example:",
          "content": "{\"title\": \"T\", \"publisher\": {\"name\": \"P\", \"city\": \"C\"}}",
          "type": "json"
        }
      ]
    },
    "success": {
      "fields": {
        "201": [
          {
            "group": "201",
            "type": "Number",
            "optional": false,
            "field": "id",
            "description": "<p>Identifier.</p>"
          }
        ]
      }
    },
    "error": {
      "fields": {
        "Error 4xx": [
          {
            "group": "Error 4xx",
            "optional": false,
            "field": "TitleMissing",
            "description": "<p><code>title</code> is missing.</p>"
          }
        ]
      }
    },
    "filename": "src/api.js",
    "groupTitle": "Books and shelves",
    "groupDescription": "<p>All about <strong>books</strong>.</p> <p>Second paragraph with <code>code</code>.</p>"
  },
  {
    "type": "get",
    "url": "/books/:id?expand=author",
    "title": "Read a book",
    "version": "1.2.0",
    "name": "GetBook",
    "group": "Books",
    "description": "<p>Reads <strong>one</strong> book, see <a href=\"#api-Books-ListBooks\">list</a>.</p> <p>Second paragraph:</p> <ol> <li>first</li> <li>second <ul> <li>nested <code>item</code></li> </ul> </li> </ol> <table> <thead> <tr> <th>a</th> <th>b</th> </tr> </thead> <tbody> <tr> <td>1</td> <td>2</td> </tr> </tbody> </table> <pre class=\"prettyprint lang-json\">{\"in\": \"description\"} </pre>",
    "permission": [
      {
        "name": "admin",
        "title": "Administrators only",
        "description": "<p>Someone who may <em>change</em> things. Ask <a href=\"https://library.example/ask\">us</a>.</p>"
      },
      {
        "name": "none"
      }
    ],
    "header": {
      "fields": {
        "Header": [
          {
            "group": "Header",
            "type": "String",
            "optional": false,
            "field": "Authorization",
            "description": "<p>Bearer token.</p>"
          },
          {
            "group": "Header",
            "type": "String",
            "allowedValues": [
              "\"application/json\"",
              "\"text/xml\""
            ],
            "optional": true,
            "field": "Accept",
            "defaultValue": "application/json",
            "description": "<p>What is wanted.</p>"
          }
        ]
      },
      "examples": [
        {
          "title": "Header:",
          "content": "{\"Authorization\": \"Bearer x\"}",
          "type": "json"
        }
      ]
    },
    "parameter": {
      "fields": {
        "Parameter": [
          {
            "group": "Parameter",
            "type": "Number",
            "size": "1..100",
            "optional": false,
            "field": "id",
            "description": "<p>Identifier of the book &amp; nothing &lt; else.</p>"
          },
          {
            "group": "Parameter",
            "type": "String",
            "allowedValues": [
              "\"author\"",
              "\"publisher\""
            ],
            "optional": true,
            "field": "expand",
            "defaultValue": "author",
            "description": "<p>What to include:</p> <ul> <li><code>author</code> the author</li> <li><code>publisher</code> the house</li> </ul>"
          }
        ],
        "Login": [
          {
            "group": "Login",
            "type": "String",
            "size": "..20",
            "optional": false,
            "field": "pin",
            "description": "<p>Only for readers.</p>"
          }
        ]
      }
    },
    "examples": [
      {
        "title": "Example usage:",
        "content": "curl -i \"https://api.library.example/v1/books/4711\"",
        "type": "curl"
      },
      {
        "title": "In JavaScript:",
        "content": "fetch('/books/4711').then(r => r.json())",
        "type": "js"
      }
    ],
    "success": {
      "fields": {
        "Success 200": [
          {
            "group": "Success 200",
            "type": "Object",
            "optional": false,
            "field": "book",
            "description": "<p>The book.</p>"
          },
          {
            "group": "Success 200",
            "type": "String",
            "optional": false,
            "field": "book.title",
            "description": "<p>Its title.</p>"
          },
          {
            "group": "Success 200",
            "type": "Object[]",
            "optional": false,
            "field": "book.authors",
            "description": "<p>Its authors.</p>"
          },
          {
            "group": "Success 200",
            "type": "String",
            "optional": false,
            "field": "book.authors.name",
            "description": "<p>Name.</p>"
          },
          {
            "group": "Success 200",
            "type": "String",
            "optional": true,
            "field": "book.authors.born",
            "description": "<p>Date of birth.</p>"
          },
          {
            "group": "Success 200",
            "type": "Number",
            "optional": false,
            "field": "copies",
            "description": "<p>Copies.</p>"
          }
        ],
        "Success 206": [
          {
            "group": "Success 206",
            "type": "String",
            "optional": false,
            "field": "part",
            "description": "<p>A part.</p>"
          }
        ]
      },
      "examples": [
        {
          "title": "Success-Response:",
          "content": "HTTP/1.1 200 OK\n{\n  \"book\": {\"title\": \"T\", \"authors\": [{\"name\": \"N\"}]},\n  \"copies\": 3\n}",
          "type": "json"
        },
        {
          "title": "Bare:",
          "content": "{\"book\": {\"title\": \"T\"}, \"copies\": 3.0, \"big\": 1e21}",
          "type": "json"
        },
        {
          "title": "As XML:",
          "content": "<book><title>T</title></book>",
          "type": "xml"
        }
      ]
    },
    "error": {
      "fields": {
        "Error 5xx": [
          {
            "group": "Error 5xx",
            "optional": false,
            "field": "Broken",
            "description": "<p>The server is broken.</p>"
          }
        ],
        "Error 4xx": [
          {
            "group": "Error 4xx",
            "type": "String",
            "optional": false,
            "field": "Unauthorized",
            "description": "<p>No token.</p>"
          }
        ],
        "Error 404": [
          {
            "group": "Error 404",
            "optional": false,
            "field": "BookNotFound",
            "description": "<p>There is no such book.</p>"
          }
        ]
      },
      "examples": [
        {
          "title": "Error-Response (404):",
          "content": "HTTP/1.1 404 Not Found\n{\"error\": \"BookNotFound\"}",
          "type": "json"
        }
      ]
    },
    "sampleRequest": [
      {
        "url": "https://try.library.example/books/:id"
      }
    ],
    "filename": "src/api.js",
    "groupTitle": "Books and shelves",
    "groupDescription": "<p>All about <strong>books</strong>.</p> <p>Second paragraph with <code>code</code>.</p>"
  },
  {
    "type": "get",
    "url": "/books/:id",
    "title": "Read a book",
    "version": "1.0.0",
    "name": "GetBook",
    "group": "Books",
    "parameter": {
      "fields": {
        "Parameter": [
          {
            "group": "Parameter",
            "type": "Number",
            "optional": false,
            "field": "id",
            "description": "<p>Identifier of the book.</p>"
          }
        ]
      }
    },
    "success": {
      "fields": {
        "Success 200": [
          {
            "group": "Success 200",
            "type": "String",
            "optional": false,
            "field": "title",
            "description": "<p>Its title since 1.0.0, not 1.2.0.</p>"
          }
        ]
      }
    },
    "filename": "src/api.js",
    "groupTitle": "Books and shelves",
    "groupDescription": "<p>All about <strong>books</strong>.</p> <p>Second paragraph with <code>code</code>.</p>",
    "sampleRequest": [
      {
        "url": "https://try.library.example/books/:id"
      }
    ]
  },
  {
    "type": "delete",
    "url": "/readers/:id",
    "title": "Remove a reader",
    "name": "DeleteReader",
    "group": "Readers",
    "version": "0.0.0",
    "filename": "src/api.js",
    "groupTitle": "Readers",
    "sampleRequest": [
      {
        "url": "https://try.library.example/readers/:id"
      }
    ]
  },
  {
    "type": "patch",
    "url": "/readers/{reader_id}/photo",
    "title": "Upload a photo",
    "name": "UploadPhoto",
    "group": "Readers",
    "version": "0.3.0",
    "parameter": {
      "fields": {
        "Form data": [
          {
            "group": "Form data",
            "type": "File",
            "optional": false,
            "field": "photo",
            "description": "<p>The photo.</p>"
          }
        ]
      }
    },
    "success": {
      "fields": {
        "Answer": [
          {
            "group": "Answer",
            "type": "Boolean",
            "optional": false,
            "field": "ok",
            "description": "<p>Whether it worked.</p>"
          }
        ]
      },
      "examples": [
        {
          "title": "Done:",
          "content": "ok",
          "type": "text"
        }
      ]
    },
    "filename": "src/api.js",
    "groupTitle": "Readers",
    "sampleRequest": [
      {
        "url": "https://try.library.example/readers/{reader_id}/photo"
      }
    ]
  }
] });
