import { Restart } from '../../../core/language.ts';

/** What is said of a text that is too deep, where nothing says more. */
export const TOO_DEEP = { message: 'nested too deeply to analyse', tooDeep: true } as const;

/** Files that a language reads, of which none may take another down with it. */
export interface Alone<Found> {
  /**
   * What `read` makes of a text. Where it fails for the depth of the text, or maybe only for that of the call stack it is called on,
   * `Restart` is thrown, and `settle` finds out which. From then on a text that is too deep has no answer, and `undefined` is
   * returned for it; for any other the failure is that of the caller, to whom it is thrown.
   */
  read(source: string, read: () => Found): Found | undefined;
  /** Reads what failed once more, each text alone. `prepare` is awaited before each. Cheap if nothing failed. */
  settle(prepare?: () => Promise<void>): Promise<void>;
}

/** `isOverflow` tells errors that depth makes from those of a program that is wrong. */
export function readAlone<Found>(isOverflow: (error: unknown) => boolean): Alone<Found> {
  // Texts of files that are kept in memory anyway, and hardly ever any.
  const [suspects, tooDeep, cleared] = [new Map<string, () => Found>(), new Set<string>(), new Set<string>()];
  return {
    read(source, read) {
      if (tooDeep.has(source)) return undefined;
      try {
        return read();
      } catch (error) {
        if (!isOverflow(error) || cleared.has(source)) throw error;
        suspects.set(source, read);
        throw new Restart();
      }
    },
    async settle(prepare) {
      for (const [source, read] of suspects) {
        await prepare?.();
        suspects.delete(source);
        if (cleared.has(source) || tooDeep.has(source)) continue;
        try {
          read();
          cleared.add(source);
        } catch (error) {
          if (!isOverflow(error)) throw error;
          tooDeep.add(source);
        }
      }
    },
  };
}
