/** A line of a text: what stands in it, and where it starts. */
export interface Line {
  readonly text: string;
  readonly start: number;
}

export const linesOf = (text: string): readonly Line[] =>
  Array.from(text.matchAll(/[^\r\n]+/g), ({ 0: line, index }) => ({ text: line, start: index }));

/** A line of a value in an INI file, without the key in front of it. */
export interface IniLine extends Line {
  readonly section: string;
  readonly key: string;
}

/** The lines that hold values, in the order of the text; the first line of a value has its key in front. */
export function valuesInIni(text: string): readonly IniLine[] {
  const found: IniLine[] = [];
  let [section, key] = ['', ''];
  for (const line of linesOf(text)) {
    if (/^\s*[#;]/.test(line.text)) continue;
    const head = /^\[([^\]]*)\]/.exec(line.text);
    const pair = /^([\w.-]+)\s*[=:]\s*/.exec(line.text);
    if (head) [section, key] = [head[1] ?? '', ''];
    else if (pair) key = pair[1] ?? '';
    else if (!/^\s/.test(line.text)) key = '';
    if (head || key === '') continue;
    const prefix = pair?.[0] ?? '';
    found.push({ section, key, text: line.text.slice(prefix.length), start: line.start + prefix.length });
  }
  return found;
}

/** Whether an INI file has a section. */
export const hasSection = (text: string, section: string): boolean =>
  linesOf(text).some((line) => line.text.startsWith(`[${section}]`));

/** `-W error`, `-Werror::UserWarning` in the options of the command, which count over the settings. */
export const filtersOfOptions = (options: string): readonly string[] =>
  Array.from(
    options.matchAll(/(?:^|\s)(?:-W\s*|--pythonwarnings[= ])(?:"([^"]*)"|'([^']*)'|(\S+))/g),
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );
