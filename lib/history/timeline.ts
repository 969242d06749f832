import { diffConfig } from '#lib/config/compare/diff.ts'
import type { PathChange } from '#lib/config/compare/path-change.ts'
import { comparableText } from '#lib/config/formats/documents.ts'
import { shownDiff } from '#lib/config/mask/shown-changes.ts'
import { documentOf } from '#lib/confighub/revision-pairs.ts'
import type { ExtendedRevision } from '#lib/confighub/schema/entities.ts'
import { type Author, authorOf, toolOf } from '#lib/history/author.ts'
import { changeSentence } from '#lib/history/change-sentence.ts'

/** One revision of a unit: who, when, what, why, with which tool. */
export type TimelineEntry = {
  readonly revision: ExtendedRevision
  readonly RevisionNum: number
  readonly author: Author
  readonly tool: string
  /** ISO time; empty when the server returned none. */
  readonly at: string
  /** The reason its author gave. */
  readonly reason: string
  /** `Invoke`, `RestoreRevision` …, as the API names it. */
  readonly source: string
  readonly isHead: boolean
  /** Compared with the revision before; absent until the documents are loaded. */
  readonly changes?: readonly PathChange[]
  /** One sentence of `changes`. */
  readonly sentence?: string
}

/**
 * The revisions of one unit, newest first. Documents are by DataHash: many revisions share one, and lists do not
 * carry them. Without a toolchain they are Kubernetes/YAML.
 */
export function timelineOf(
  revisions: readonly ExtendedRevision[],
  documents: ReadonlyMap<string, string> = new Map(),
  toolchain?: string,
): TimelineEntry[] {
  const newestFirst = [...revisions].sort((a, b) => b.Revision.RevisionNum - a.Revision.RevisionNum)
  return newestFirst.map((revision, index) => {
    const { Revision } = revision
    const before = newestFirst[index + 1]
    return {
      revision,
      RevisionNum: Revision.RevisionNum,
      author: authorOf(revision),
      tool: toolOf(Revision.UserAgent),
      at: Revision.CreatedAt ?? '',
      reason: Revision.Description ?? '',
      source: Revision.Source ?? '',
      isHead: index === 0,
      ...whatChanged(before, revision, documents, toolchain),
    }
  })
}

function whatChanged(
  before: ExtendedRevision | undefined,
  after: ExtendedRevision,
  documents: ReadonlyMap<string, string>,
  toolchain: string | undefined,
): { changes: PathChange[]; sentence: string } | undefined {
  // The first revision of a unit is empty (contract 1.1); anything else without a neighbour is the list's end.
  if (before === undefined) {
    return after.Revision.RevisionNum === 1 ? { changes: [], sentence: 'Created' } : undefined
  }
  if (before.Revision.RevisionNum !== after.Revision.RevisionNum - 1) return undefined
  if (before.Revision.DataHash === after.Revision.DataHash)
    return { changes: [], sentence: 'No change to the data' }
  const [from, to] = [documentOf(before.Revision, documents), documentOf(after.Revision, documents)]
  if (from === undefined || to === undefined) return undefined
  const [old, fresh] = [valuesOf(from, toolchain), valuesOf(to, toolchain)]
  const changes = diffConfig(old, fresh)
  if (from.trim() === '') return { changes, sentence: 'First document' }
  return { changes, sentence: changeSentence(shownDiff(old, fresh)) }
}

/** A document that cannot be read, for example because of its masks, is compared as text. */
function valuesOf(text: string, toolchain: string | undefined): string {
  const values = comparableText(text, toolchain)
  return values.ok ? values.value : text
}
