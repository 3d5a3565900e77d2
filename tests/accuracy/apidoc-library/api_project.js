define({
  "name": "Library",
  "version": "2.1.0",
  "description": "Everything of a library. All requests need the header X-Library-Token.",
  "url": "https://library.example.org/v2",
  "sampleUrl": false,
  "defaultVersion": "0.0.0",
  "apidoc": "0.3.0",
  "generator": {
    "name": "apidoc",
    "time": "2026-11-21T18:34:07.836Z",
    "url": "https://apidocjs.com",
    "version": "0.29.0"
  }
});
