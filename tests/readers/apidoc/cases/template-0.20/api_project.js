define({
  "name": "Library service",
  "version": "1.2.0",
  "description": "Books, readers & loans.\nTwo lines.",
  "title": "Library API",
  "url": "https://api.library.example/v1",
  "sampleUrl": "https://try.library.example",
  "header": {
    "title": "Introduction",
    "content": "<h1>Introduction</h1>\n<p>Send a <strong>token</strong> in the header <code>Authorization</code>.</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"
  },
  "footer": {
    "title": "Limits",
    "content": "<h1>Limits</h1>\n<p>At most 10 requests a second.</p>\n"
  },
  "order": [
    "Readers",
    "Books",
    "AddBook"
  ],
  "template": {
    "withCompare": true,
    "withGenerator": true
  },
  "defaultVersion": "0.0.0",
  "apidoc": "0.3.0",
  "generator": {
    "name": "apidoc",
    "time": "2026-11-21T04:52:52.125Z",
    "url": "http://apidocjs.com",
    "version": "0.20.1"
  }
});
