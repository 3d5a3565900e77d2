define({ "api": [
  {
    "type": "get",
    "url": "/books/:isbn",
    "title": "Get a book",
    "name": "GetBook",
    "group": "Books",
    "version": "2.1.0",
    "description": "<p>One book by its number.</p>",
    "parameter": {
      "fields": {
        "Parameter": [
          {
            "group": "Parameter",
            "type": "String",
            "size": "13",
            "optional": false,
            "field": "isbn",
            "description": "<p>The number.</p>"
          }
        ]
      }
    },
    "query": [
      {
        "group": "Query",
        "type": "String[]",
        "optional": true,
        "field": "fields",
        "description": "<p>Which fields.</p>"
      }
    ],
    "success": {
      "fields": {
        "Success 200": [
          {
            "group": "Success 200",
            "type": "String",
            "optional": false,
            "field": "title",
            "description": "<p>Its title.</p>"
          },
          {
            "group": "Success 200",
            "type": "String",
            "optional": true,
            "field": "subtitle",
            "description": "<p>Its subtitle, may be null.</p>"
          },
          {
            "group": "Success 200",
            "type": "Object[]",
            "optional": false,
            "field": "authors",
            "description": "<p>Who wrote it.</p>"
          },
          {
            "group": "Success 200",
            "type": "String",
            "optional": false,
            "field": "authors.name",
            "description": "<p>Their name.</p>"
          },
          {
            "group": "Success 200",
            "type": "Number",
            "optional": false,
            "field": "authors.born",
            "description": "<p>When they were born, in years.</p>"
          },
          {
            "group": "Success 200",
            "type": "Object",
            "optional": false,
            "field": "price",
            "description": "<p>What it costs.</p>"
          },
          {
            "group": "Success 200",
            "type": "Number",
            "optional": false,
            "field": "price.amount",
            "description": "<p>How much.</p>"
          },
          {
            "group": "Success 200",
            "type": "String",
            "allowedValues": [
              "\"EUR\"",
              "\"USD\""
            ],
            "optional": false,
            "field": "price.currency",
            "description": "<p>In which currency.</p>"
          },
          {
            "group": "Success 200",
            "type": "Boolean",
            "optional": false,
            "field": "lent",
            "description": "<p>Is it lent?</p>"
          }
        ]
      },
      "examples": [
        {
          "title": "Success-Response:",
          "content": "HTTP/1.1 200 OK\n{\n  \"title\": \"Emma\",\n  \"subtitle\": null,\n  \"authors\": [{\"name\": \"Jane Austen\", \"born\": 1775}],\n  \"price\": {\"amount\": 9.5, \"currency\": \"EUR\"},\n  \"lent\": false,\n}",
          "type": "json"
        }
      ]
    },
    "examples": [
      {
        "title": "Example:",
        "content": "curl -i -H 'X-Library-Token: abc' 'https://library.example.org/v2/books/9780141439587?fields=title'",
        "type": "curl"
      }
    ],
    "filename": "./lib.js",
    "groupTitle": "Books"
  },
  {
    "type": "post",
    "url": "/books/:isbn/cover",
    "title": "Upload a cover",
    "name": "UploadCover",
    "group": "Books",
    "version": "2.1.0",
    "header": {
      "fields": {
        "Header": [
          {
            "group": "Header",
            "type": "String",
            "optional": false,
            "field": "Content-Type",
            "defaultValue": "multipart/form-data",
            "description": ""
          },
          {
            "group": "Header",
            "type": "String",
            "optional": false,
            "field": "X-Library-Token",
            "description": "<p>Token of the reader.</p>"
          }
        ]
      }
    },
    "parameter": {
      "fields": {
        "Parameter": [
          {
            "group": "Parameter",
            "type": "String",
            "optional": false,
            "field": "isbn",
            "description": "<p>The number.</p>"
          }
        ]
      }
    },
    "body": [
      {
        "group": "Body",
        "type": "File",
        "optional": false,
        "field": "file",
        "description": "<p>The picture.</p>"
      },
      {
        "group": "Body",
        "type": "String",
        "optional": true,
        "field": "caption",
        "description": "<p>Words below it.</p>"
      }
    ],
    "success": {
      "fields": {
        "Success 200": [
          {
            "group": "Success 200",
            "type": "String",
            "optional": false,
            "field": "url",
            "description": "<p>Where it is.</p>"
          }
        ]
      }
    },
    "filename": "./lib.js",
    "groupTitle": "Books",
    "error": {
      "fields": {
        "401": [
          {
            "group": "401",
            "type": "String",
            "optional": false,
            "field": "Unauthorized",
            "description": "<p>The token is missing or wrong.</p>"
          }
        ]
      },
      "examples": [
        {
          "title": "401-Response:",
          "content": "HTTP/1.1 401 Unauthorized\n{\"code\": 401, \"error\": \"Unauthorized\"}",
          "type": "json"
        }
      ]
    }
  },
  {
    "type": "post",
    "url": "/loans",
    "title": "Lend a book",
    "name": "LendBook",
    "group": "Loans",
    "version": "2.1.0",
    "body": [
      {
        "group": "Body",
        "type": "String",
        "optional": false,
        "field": "isbn",
        "description": "<p>The book.</p>"
      },
      {
        "group": "Body",
        "type": "Number",
        "optional": false,
        "field": "reader",
        "description": "<p>The reader.</p>"
      },
      {
        "group": "Body",
        "type": "Number",
        "size": "1..90",
        "optional": true,
        "field": "days",
        "defaultValue": "30",
        "description": "<p>For how many days.</p>"
      },
      {
        "group": "Body",
        "type": "Object[]",
        "optional": true,
        "field": "notes",
        "description": "<p>Notes.</p>"
      },
      {
        "group": "Body",
        "type": "String",
        "optional": false,
        "field": "notes.text",
        "description": "<p>The text.</p>"
      },
      {
        "group": "Body",
        "type": "Date",
        "optional": true,
        "field": "notes.at",
        "description": "<p>When.</p>"
      }
    ],
    "parameter": {
      "examples": [
        {
          "title": "Request-Example:",
          "content": "{\"isbn\": \"9780141439587\", \"reader\": 4}",
          "type": "json"
        }
      ]
    },
    "success": {
      "fields": {
        "Success 200": [
          {
            "group": "Success 200",
            "type": "Object",
            "optional": false,
            "field": "loan",
            "description": "<p>The loan.</p>"
          },
          {
            "group": "Success 200",
            "type": "Number",
            "optional": false,
            "field": "loan.id",
            "description": "<p>Its number.</p>"
          },
          {
            "group": "Success 200",
            "type": "String",
            "optional": false,
            "field": "loan.due",
            "description": "<p>When it is due.</p>"
          }
        ]
      },
      "examples": [
        {
          "title": "Success-Response:",
          "content": "HTTP/1.1 200 OK\n{\"loan\": {\"id\": 9, \"due\": \"2020-03-01\"}}",
          "type": "json"
        }
      ]
    },
    "error": {
      "fields": {
        "401": [
          {
            "group": "401",
            "type": "String",
            "optional": false,
            "field": "Unauthorized",
            "description": "<p>The token is missing or wrong.</p>"
          }
        ],
        "Error 4xx": [
          {
            "group": "Error 4xx",
            "optional": false,
            "field": "BookLent",
            "description": "<p>It is lent.</p>"
          },
          {
            "group": "Error 4xx",
            "type": "String",
            "optional": false,
            "field": "ReaderBlocked",
            "description": "<p>The reader may not borrow.</p>"
          }
        ]
      },
      "examples": [
        {
          "title": "Lent:",
          "content": "HTTP/1.1 409 Conflict\n{\"code\": 409, \"error\": \"BookLent\"}",
          "type": "json"
        },
        {
          "title": "Blocked:",
          "content": "HTTP/1.1 403 Forbidden\n{\"code\": 403, \"error\": \"ReaderBlocked\"}",
          "type": "json"
        },
        {
          "title": "401-Response:",
          "content": "HTTP/1.1 401 Unauthorized\n{\"code\": 401, \"error\": \"Unauthorized\"}",
          "type": "json"
        }
      ]
    },
    "filename": "./lib.js",
    "groupTitle": "Loans",
    "header": {
      "fields": {
        "Header": [
          {
            "group": "Header",
            "type": "String",
            "optional": false,
            "field": "X-Library-Token",
            "description": "<p>Token of the reader.</p>"
          }
        ]
      }
    }
  },
  {
    "type": "get",
    "url": "/readers/:id/loans",
    "title": "Loans of a reader",
    "name": "ReaderLoans",
    "group": "Loans",
    "version": "2.1.0",
    "parameter": {
      "fields": {
        "Parameter": [
          {
            "group": "Parameter",
            "type": "Number",
            "optional": false,
            "field": "id",
            "description": "<p>The reader.</p>"
          }
        ]
      }
    },
    "success": {
      "fields": {
        "Success 200": [
          {
            "group": "Success 200",
            "type": "Object[]",
            "optional": false,
            "field": "loans",
            "description": "<p>All loans.</p>"
          },
          {
            "group": "Success 200",
            "type": "Number",
            "optional": false,
            "field": "loans.id",
            "description": "<p>Number of the loan.</p>"
          },
          {
            "group": "Success 200",
            "type": "Object",
            "optional": false,
            "field": "loans.book",
            "description": "<p>The book.</p>"
          },
          {
            "group": "Success 200",
            "type": "String",
            "optional": false,
            "field": "loans.book.isbn",
            "description": "<p>Its number.</p>"
          },
          {
            "group": "Success 200",
            "type": "String",
            "optional": false,
            "field": "loans.book.title",
            "description": "<p>Its title.</p>"
          }
        ]
      }
    },
    "filename": "./lib.js",
    "groupTitle": "Loans",
    "header": {
      "fields": {
        "Header": [
          {
            "group": "Header",
            "type": "String",
            "optional": false,
            "field": "X-Library-Token",
            "description": "<p>Token of the reader.</p>"
          }
        ]
      }
    },
    "error": {
      "fields": {
        "401": [
          {
            "group": "401",
            "type": "String",
            "optional": false,
            "field": "Unauthorized",
            "description": "<p>The token is missing or wrong.</p>"
          }
        ]
      },
      "examples": [
        {
          "title": "401-Response:",
          "content": "HTTP/1.1 401 Unauthorized\n{\"code\": 401, \"error\": \"Unauthorized\"}",
          "type": "json"
        }
      ]
    },
    "query": [
      {
        "group": "Query",
        "type": "Number",
        "size": "1-",
        "optional": true,
        "field": "page",
        "defaultValue": "1",
        "description": "<p>The page.</p>"
      },
      {
        "group": "Query",
        "type": "Number",
        "size": "1..100",
        "optional": true,
        "field": "size",
        "defaultValue": "20",
        "description": "<p>How many on a page.</p>"
      }
    ]
  },
  {
    "type": "get",
    "url": "/readers",
    "title": "List readers",
    "name": "ListReaders",
    "group": "Readers",
    "version": "2.1.0",
    "deprecated": {
      "content": "use now (#Readers:SearchReaders)."
    },
    "query": [
      {
        "group": "Query",
        "type": "String",
        "optional": true,
        "field": "q",
        "description": "<p>Words.</p>"
      }
    ],
    "success": {
      "fields": {
        "Success 200": [
          {
            "group": "Success 200",
            "type": "Object[]",
            "optional": false,
            "field": "readers",
            "description": "<p>The readers.</p>"
          },
          {
            "group": "Success 200",
            "type": "Number",
            "optional": false,
            "field": "readers.id",
            "description": "<p>Number.</p>"
          }
        ]
      }
    },
    "filename": "./lib.js",
    "groupTitle": "Readers"
  },
  {
    "type": "get",
    "url": "/readers",
    "title": "Old list of readers",
    "name": "ListReaders",
    "group": "Readers",
    "version": "1.0.0",
    "query": [
      {
        "group": "Query",
        "type": "String",
        "optional": true,
        "field": "name",
        "description": "<p>Part of the name.</p>"
      }
    ],
    "success": {
      "fields": {
        "Success 200": [
          {
            "group": "Success 200",
            "type": "Object[]",
            "optional": false,
            "field": "readers",
            "description": "<p>The readers.</p>"
          }
        ]
      }
    },
    "filename": "./lib.js",
    "groupTitle": "Readers"
  },
  {
    "type": "patch",
    "url": "/readers/:id",
    "title": "Change a reader",
    "name": "PatchReader",
    "group": "Readers",
    "version": "2.1.0",
    "permission": [
      {
        "name": "admin"
      }
    ],
    "parameter": {
      "fields": {
        "Parameter": [
          {
            "group": "Parameter",
            "type": "Number",
            "optional": false,
            "field": "id",
            "description": "<p>The reader.</p>"
          }
        ]
      }
    },
    "body": [
      {
        "group": "Body",
        "type": "String",
        "optional": true,
        "field": "email",
        "description": "<p>Email address.</p>"
      },
      {
        "group": "Body",
        "type": "String",
        "size": "8..",
        "optional": true,
        "field": "password",
        "description": "<p>A new password.</p>"
      },
      {
        "group": "Body",
        "type": "Boolean",
        "optional": true,
        "field": "blocked",
        "description": "<p>May not borrow.</p>"
      }
    ],
    "success": {
      "fields": {
        "Success 200": [
          {
            "group": "Success 200",
            "type": "Object",
            "optional": false,
            "field": "reader",
            "description": "<p>The reader.</p>"
          },
          {
            "group": "Success 200",
            "type": "Number",
            "optional": false,
            "field": "reader.id",
            "description": "<p>Number.</p>"
          },
          {
            "group": "Success 200",
            "type": "String",
            "optional": false,
            "field": "reader.email",
            "description": "<p>Email.</p>"
          }
        ]
      }
    },
    "filename": "./lib.js",
    "groupTitle": "Readers",
    "header": {
      "fields": {
        "Header": [
          {
            "group": "Header",
            "type": "String",
            "optional": false,
            "field": "X-Library-Token",
            "description": "<p>Token of the reader.</p>"
          }
        ]
      }
    },
    "error": {
      "fields": {
        "401": [
          {
            "group": "401",
            "type": "String",
            "optional": false,
            "field": "Unauthorized",
            "description": "<p>The token is missing or wrong.</p>"
          }
        ]
      },
      "examples": [
        {
          "title": "401-Response:",
          "content": "HTTP/1.1 401 Unauthorized\n{\"code\": 401, \"error\": \"Unauthorized\"}",
          "type": "json"
        }
      ]
    }
  },
  {
    "type": "post",
    "url": "/shelves",
    "title": "Make a shelf",
    "name": "CreateShelf",
    "group": "Shelves",
    "version": "2.1.0",
    "body": [
      {
        "group": "Body",
        "type": "String",
        "size": "2..40",
        "optional": false,
        "field": "name",
        "description": "<p>Its name.</p>"
      },
      {
        "group": "Body",
        "type": "Number",
        "allowedValues": [
          "1",
          "2",
          "3"
        ],
        "optional": true,
        "field": "floor",
        "defaultValue": "1",
        "description": "<p>The floor.</p>"
      },
      {
        "group": "Body",
        "type": "Object",
        "optional": true,
        "field": "owner",
        "description": "<p>The owner.</p>"
      },
      {
        "group": "Body",
        "type": "String",
        "optional": false,
        "field": "owner.name",
        "description": "<p>Their name.</p>"
      },
      {
        "group": "Body",
        "type": "String[]",
        "optional": true,
        "field": "tags",
        "description": "<p>Tags.</p>"
      }
    ],
    "parameter": {
      "examples": [
        {
          "title": "Request-Example:",
          "content": "{\"name\": \"Alpha\", \"floor\": 2, \"owner\": {\"name\": \"Jane\"}, \"tags\": [\"x\"]}",
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
            "description": "<p>Its number.</p>"
          }
        ]
      },
      "examples": [
        {
          "title": "Success-Response:",
          "content": "HTTP/1.1 201 Created\n{\"id\": 3}",
          "type": "json"
        }
      ]
    },
    "error": {
      "fields": {
        "401": [
          {
            "group": "401",
            "type": "String",
            "optional": false,
            "field": "Unauthorized",
            "description": "<p>The token is missing or wrong.</p>"
          }
        ],
        "409": [
          {
            "group": "409",
            "optional": false,
            "field": "NameTaken",
            "description": "<p>There is such a shelf.</p>"
          }
        ]
      },
      "examples": [
        {
          "title": "Error-Response:",
          "content": "HTTP/1.1 409 Conflict\n{\"code\": 409, \"error\": \"NameTaken\", \"field\": \"name\"}",
          "type": "json"
        },
        {
          "title": "401-Response:",
          "content": "HTTP/1.1 401 Unauthorized\n{\"code\": 401, \"error\": \"Unauthorized\"}",
          "type": "json"
        }
      ]
    },
    "filename": "./lib.js",
    "groupTitle": "Shelves",
    "header": {
      "fields": {
        "Header": [
          {
            "group": "Header",
            "type": "String",
            "optional": false,
            "field": "X-Library-Token",
            "description": "<p>Token of the reader.</p>"
          }
        ]
      }
    }
  },
  {
    "type": "delete",
    "url": "/shelves/:id",
    "title": "Remove a shelf",
    "name": "DeleteShelf",
    "group": "Shelves",
    "version": "2.1.0",
    "parameter": {
      "fields": {
        "Parameter": [
          {
            "group": "Parameter",
            "type": "Number",
            "optional": false,
            "field": "id",
            "description": "<p>Its number.</p>"
          }
        ]
      }
    },
    "success": {
      "examples": [
        {
          "title": "Success-Response:",
          "content": "HTTP/1.1 204 No Content",
          "type": "json"
        }
      ]
    },
    "error": {
      "fields": {
        "401": [
          {
            "group": "401",
            "type": "String",
            "optional": false,
            "field": "Unauthorized",
            "description": "<p>The token is missing or wrong.</p>"
          }
        ],
        "404": [
          {
            "group": "404",
            "type": "Number",
            "optional": false,
            "field": "code",
            "description": "<p>The code.</p>"
          },
          {
            "group": "404",
            "type": "String",
            "optional": false,
            "field": "error",
            "description": "<p>The reason.</p>"
          }
        ]
      },
      "examples": [
        {
          "title": "Error-Response:",
          "content": "HTTP/1.1 404 Not Found\n{\"code\": 404, \"error\": \"ShelfNotFound\"}",
          "type": "json"
        },
        {
          "title": "401-Response:",
          "content": "HTTP/1.1 401 Unauthorized\n{\"code\": 401, \"error\": \"Unauthorized\"}",
          "type": "json"
        }
      ]
    },
    "filename": "./lib.js",
    "groupTitle": "Shelves",
    "header": {
      "fields": {
        "Header": [
          {
            "group": "Header",
            "type": "String",
            "optional": false,
            "field": "X-Library-Token",
            "description": "<p>Token of the reader.</p>"
          }
        ]
      }
    }
  },
  {
    "type": "get",
    "url": "/shelves",
    "title": "List shelves",
    "name": "ListShelves",
    "group": "Shelves",
    "version": "2.1.0",
    "query": [
      {
        "group": "Query",
        "type": "String",
        "allowedValues": [
          "\"name\"",
          "\"size\""
        ],
        "optional": true,
        "field": "sort",
        "defaultValue": "name",
        "description": "<p>What to sort by.</p>"
      },
      {
        "group": "Query",
        "type": "Boolean",
        "optional": true,
        "field": "archived",
        "defaultValue": "false",
        "description": "<p>Also archived ones.</p>"
      },
      {
        "group": "Query",
        "type": "Number",
        "size": "1-",
        "optional": true,
        "field": "page",
        "defaultValue": "1",
        "description": "<p>The page.</p>"
      },
      {
        "group": "Query",
        "type": "Number",
        "size": "1..100",
        "optional": true,
        "field": "size",
        "defaultValue": "20",
        "description": "<p>How many on a page.</p>"
      }
    ],
    "success": {
      "fields": {
        "Success 200": [
          {
            "group": "Success 200",
            "type": "Number",
            "optional": false,
            "field": "total",
            "description": "<p>How many there are.</p>"
          },
          {
            "group": "Success 200",
            "type": "Object[]",
            "optional": false,
            "field": "shelves",
            "description": "<p>The shelves.</p>"
          },
          {
            "group": "Success 200",
            "type": "Number",
            "optional": false,
            "field": "shelves.id",
            "description": "<p>Its number.</p>"
          },
          {
            "group": "Success 200",
            "type": "String",
            "size": "..40",
            "optional": false,
            "field": "shelves.name",
            "description": "<p>Its name.</p>"
          },
          {
            "group": "Success 200",
            "type": "String",
            "allowedValues": [
              "\"open\"",
              "\"closed\""
            ],
            "optional": false,
            "field": "shelves.state",
            "description": "<p>Its state.</p>"
          },
          {
            "group": "Success 200",
            "type": "Object",
            "optional": true,
            "field": "shelves.owner",
            "description": "<p>Who owns it.</p>"
          },
          {
            "group": "Success 200",
            "type": "String",
            "optional": false,
            "field": "shelves.owner.name",
            "description": "<p>Owner's name.</p>"
          },
          {
            "group": "Success 200",
            "type": "Date",
            "optional": false,
            "field": "shelves.created",
            "description": "<p>When it was made.</p>"
          }
        ]
      },
      "examples": [
        {
          "title": "Success-Response:",
          "content": "HTTP/1.1 200 OK\n{\n  \"total\": 2,\n  \"shelves\": [\n    {\"id\": 1, \"name\": \"A\", \"state\": \"open\", \"created\": \"2020-01-01\"},\n    {\"id\": 2, \"name\": \"B\", \"state\": \"closed\", \"owner\": {\"name\": \"Jane\"}, \"created\": \"2020-01-02\"}\n  ]\n}",
          "type": "json"
        }
      ]
    },
    "filename": "./lib.js",
    "groupTitle": "Shelves",
    "header": {
      "fields": {
        "Header": [
          {
            "group": "Header",
            "type": "String",
            "optional": false,
            "field": "X-Library-Token",
            "description": "<p>Token of the reader.</p>"
          }
        ]
      }
    },
    "error": {
      "fields": {
        "401": [
          {
            "group": "401",
            "type": "String",
            "optional": false,
            "field": "Unauthorized",
            "description": "<p>The token is missing or wrong.</p>"
          }
        ]
      },
      "examples": [
        {
          "title": "401-Response:",
          "content": "HTTP/1.1 401 Unauthorized\n{\"code\": 401, \"error\": \"Unauthorized\"}",
          "type": "json"
        }
      ]
    }
  },
  {
    "type": "put",
    "url": "/shelves/:id",
    "title": "Change a shelf",
    "name": "UpdateShelf",
    "group": "Shelves",
    "version": "2.1.0",
    "parameter": {
      "fields": {
        "Parameter": [
          {
            "group": "Parameter",
            "type": "Number",
            "optional": false,
            "field": "id",
            "description": "<p>Its number.</p>"
          }
        ]
      }
    },
    "body": [
      {
        "group": "Body",
        "type": "String",
        "size": "2..40",
        "optional": true,
        "field": "name",
        "description": "<p>Its name.</p>"
      },
      {
        "group": "Body",
        "type": "Number",
        "size": "0-9",
        "optional": true,
        "field": "floor",
        "description": "<p>The floor.</p>"
      }
    ],
    "success": {
      "fields": {
        "204": [
          {
            "group": "204",
            "optional": false,
            "field": "-",
            "description": "<p>Nothing.</p>"
          }
        ]
      }
    },
    "filename": "./lib.js",
    "groupTitle": "Shelves",
    "header": {
      "fields": {
        "Header": [
          {
            "group": "Header",
            "type": "String",
            "optional": false,
            "field": "X-Library-Token",
            "description": "<p>Token of the reader.</p>"
          }
        ]
      }
    },
    "error": {
      "fields": {
        "401": [
          {
            "group": "401",
            "type": "String",
            "optional": false,
            "field": "Unauthorized",
            "description": "<p>The token is missing or wrong.</p>"
          }
        ]
      },
      "examples": [
        {
          "title": "401-Response:",
          "content": "HTTP/1.1 401 Unauthorized\n{\"code\": 401, \"error\": \"Unauthorized\"}",
          "type": "json"
        }
      ]
    }
  }
] });
