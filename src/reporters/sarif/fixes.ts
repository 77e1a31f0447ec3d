import type { FileReport } from '../../core/report.ts';
import type { Listed } from '../listed/listed.ts';
import { wellFormed } from '../listed/place.ts';
import { changesOf, type Changes, type Replacement } from './replacements.ts';
import { regionOf, type ArtifactLocation } from './locations.ts';

/** What would change the text at a place, as SARIF says it; none where nothing would. */
export type FixesOf = (one: Listed, artifactLocation: ArtifactLocation) => readonly unknown[];

/** Compares each file once, whatever the number of its edits. */
export function fixesIn(): FixesOf {
  const known = new Map<FileReport, Changes>();
  const changesIn = (file: FileReport): Changes => {
    const changes = known.get(file) ?? changesOf(file);
    known.set(file, changes);
    return changes;
  };
  return (one, artifactLocation) => {
    const replacements = one.kind === 'edit' ? changesIn(one.file).of(one) : [];
    if (replacements.length === 0) return [];
    const artifactChanges = [{ artifactLocation, replacements: replacements.map(entry) }];
    return [{ description: { text: wellFormed(one.message) }, artifactChanges }];
  };
}

const entry = ({ text, ...region }: Replacement): unknown => ({
  deletedRegion: regionOf(region),
  insertedContent: { text: wellFormed(text) },
});
