/** An import of a test client. It is not looked for in the middle of a line, as it would be in documents. */
const IMPORT =
  /^[ \t]{0,40}(?:from[ \t]{1,20}(?:starlette|fastapi)\.testclient[ \t]{1,20}import|import[ \t]{1,20}(?:starlette|fastapi)\.testclient)\b/m;

/** Whether a text imports a module that makes test clients, which needs the package that sends their requests. */
export const importsClient = (text: string): boolean => IMPORT.test(text);
