import { isConstant, textsOf, type MadeShape, type Value, type Written } from '../../core/model/values.ts';
import { call, quote, text, type Intent } from '../../core/rule.ts';

/** A call that opens a file, where a value is that file. */
export interface Opened extends Written {
  readonly shape: MadeShape;
}

/** The call of `open`, or of a method of that name, that gives the file; undefined where it is not known, or no call. */
export function openedBy({ written }: Value): Opened | undefined {
  if (written?.shape.is !== 'call') return undefined;
  const { shape, start, end, only, again } = written;
  return isFunction(shape) || shape.name === 'open'
    ? { start, end, only, shape, ...(again && { again }) }
    : undefined;
}

const isFunction = ({ path }: MadeShape): boolean => path === 'builtins.open' || path === 'io.open';

/** Whether a file is opened to read text: in no other mode than the default or `r`. */
export function readsText({ shape }: Opened): boolean {
  const mode = modeOf(shape);
  if (shape.opaque || (!isFunction(shape) && !shape.on)) return false;
  return mode === undefined ? isFunction(shape) || shape.args.length === 0 : isTextMode(mode);
}

const modeOf = (shape: MadeShape): Value | undefined =>
  shape.options.find(({ key }) => key.name === 'mode')?.value ?? shape.args[isFunction(shape) ? 1 : 0];

const isTextMode = (mode: Value): boolean => ['r', 'rt', 'tr'].some((one) => isConstant(mode, one));

/**
 * Opens it in binary mode: the same bytes, where text is read as UTF-8 and its line ends as they are. Not where it is sent
 * more than once: httpx takes a binary file back to its start, and requests sent it empty from the second time on.
 */
export function inBinaryMode(opened: Opened): readonly Intent[] | undefined {
  const { shape, only, again } = opened;
  const isSame = shape.options.every(({ key, value }) =>
    key.name === 'encoding' ? isUtf8(value) : ['mode', 'file'].includes(key.name),
  );
  if (!only || again || !isSame || shape.args.length > (isFunction(shape) ? 2 : 1)) return undefined;
  const file = isFunction(shape)
    ? (shape.args[0] ?? shape.options.find(({ key }) => key.name === 'file')?.value)
    : undefined;
  if (isFunction(shape) && !file) return undefined;
  const args = [...(file ? [quote(file)] : []), text('rb')];
  return [{ do: 'replace', target: opened, with: call(quote(shape.callee), args) }];
}

const isUtf8 = (value: Value): boolean => textsOf(value)?.every((one) => /^utf[-_]?8$/i.test(one)) === true;
