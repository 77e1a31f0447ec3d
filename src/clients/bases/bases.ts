import type { Addressed, Beginning } from '../../core/model/addresses.ts';

/** A base URL with a path that is not `/`. */
export interface Base {
  /** Scheme and host: `http://testserver`. */
  readonly origin: string;
  /** `/api`, `/api/`. */
  readonly path: string;
}

/** The first base URL with a path among what a text may be; undefined where none is known to have one. */
export function baseIn(may: readonly Beginning[]): Base | undefined {
  for (const { head } of may) {
    const [, origin, path = ''] = /^([a-z][\w+.-]*:\/\/[^/?#]+)(\/[^?#]*)/i.exec(head) ?? [];
    if (origin !== undefined && path.length > 1) return { origin, path };
  }
  return undefined;
}

/** Where a call goes: with requests, and with the new client. */
export interface Move {
  readonly call: Addressed;
  readonly url: string;
  readonly before: string;
  readonly now: string;
  /** Since the first version of the new client; from Starlette 0.34 on otherwise. */
  readonly early: boolean;
}

/** What is known of the calls of a client with a base URL. */
export interface Moves {
  /** The calls that go elsewhere now. */
  readonly moved: readonly Move[];
  /** Calls with a URL of which nothing is known. */
  readonly open: readonly Addressed[];
  /** A base URL with which all known calls go where they went, on every version; undefined where there is none. */
  readonly kept: string | undefined;
  /** The first URL that has to be written in another way once the base URL has no path. */
  readonly short: { readonly url: string; readonly whole: string } | undefined;
}

export function movesOf(base: Base, calls: readonly Addressed[]): Moves {
  const isOpen = ({ url }: Addressed): boolean => url.some(({ head, open }) => open && head === '');
  const known = calls.filter((call) => !isOpen(call));
  const moved = known.flatMap((call) => moveOf(base, call) ?? []);
  const urls = known.flatMap(({ url }) => url.map(shown));
  const kept = [base.origin, base.origin + folderOf(base.path)].find((one) =>
    urls.every((url) => merged(one, url) === joined(base, url)),
  );
  const short = urls.find((url) => merged(base.origin, url) !== joined(base, url));
  return {
    moved,
    open: calls.filter(isOpen),
    kept,
    short: short === undefined ? undefined : { url: short, whole: pathOf(joined(base, short)) },
  };
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** What follows an open beginning is no matter, as long as it is the same for both clients. */
const shown = ({ head, open }: Beginning): string => (open ? `${head}...` : head);

function moveOf(base: Base, call: Addressed): Move | undefined {
  for (const url of call.url.map(shown)) {
    const [before, now] = [joined(base, url), merged(base.origin + base.path, url)];
    if (before !== now && !isForeign(url))
      return { call, url, before: pathOf(before), now: pathOf(now), early: !url.startsWith('/') };
  }
  return undefined;
}

/** With another host than that of the base, or a whole URL: the path of the base has no part in it. */
const isForeign = (url: string): boolean => /^(?:\/\/|[a-z][\w+.-]*:)/i.test(url);

/** As requests joined them. Source: `urljoin` in `TestClient.request` of Starlette 0.20.4. */
const joined = ({ origin, path }: Base, url: string): string => resolved(url, origin + path);

/** As the new client does since Starlette 0.34. Source: `TestClient._merge_url` there, `Client._merge_url` of httpx 0.23. */
const merged = (base: string, url: string): string =>
  isForeign(url) ? resolved(url, base) : resolved(`${base.replace(/\/$/, '')}/${url.replace(/^\/+/, '')}`);

/** What cannot be resolved stays as it is. */
const resolved = (url: string, base?: string): string =>
  URL.canParse(url, base) ? new URL(url, base).href : url;

const pathOf = (href: string): string => href.replace(/^[a-z][\w+.-]*:\/\/[^/?#]*/i, '') || '/';

/** The calls that go to a root path, or below it: Starlette 0.33 takes it off before it looks for a route. */
export function belowRoot(may: readonly Beginning[], calls: readonly Addressed[]): readonly Rooted[] {
  const roots = may.flatMap(({ head, open }) => (!open && /^\/.*[^/]$/.test(head) ? [head] : []));
  return calls.flatMap((call) => {
    const [found] = call.url.flatMap((url) => roots.flatMap((root) => rootedAt(root, url) ?? []));
    return found ? [{ call, ...found }] : [];
  });
}

/** A call whose path begins with the root path: what is called, and the route that is looked for now. */
export interface Rooted {
  readonly call: Addressed;
  readonly url: string;
  readonly root: string;
  readonly now: string;
}

function rootedAt(root: string, url: Beginning): Omit<Rooted, 'call'> | undefined {
  const path = url.head.replace(/[?#].*$/s, '');
  if (!path.startsWith(`${root}/`) && (path !== root || url.open)) return undefined;
  return { url: shown(url), root, now: shown({ ...url, head: path.slice(root.length) || '/' }) };
}
