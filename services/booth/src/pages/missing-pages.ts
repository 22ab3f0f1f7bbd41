/** What a browser shows where the pages are not built. */
export const MISSING_PAGES = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Vitrine: pages not built</title></head>
  <body>
    <h1>The pages are not built</h1>
    <p>The platform runs; its pages are missing. Build them with <code>npm run build -w @vitrine/web</code>, then reload.
    <code>npm start</code> does this by itself, and <code>VITRINE_WEB_DIR</code> names another folder.</p>
  </body>
</html>
`;
