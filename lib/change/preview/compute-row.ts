import { concernsOf, concernsOfGoingBack } from '#lib/change/classes/concerns.ts'
import { isOverride } from '#lib/change/classes/override.ts'
import type { Concern, RowResult } from '#lib/change/model.ts'
import type { ReadEvaluation, Reading } from '#lib/change/preview/evaluate-document.ts'
import { masking } from '#lib/change/preview/masking.ts'
import { readingWarnings } from '#lib/change/preview/reading-warnings.ts'
import { shortenChanges } from '#lib/change/preview/shorten-changes.ts'
import { documentHash } from '#lib/change/seal/document-hash.ts'
import { diffResources } from '#lib/config/compare/diff.ts'
import type { PathChange } from '#lib/config/compare/path-change.ts'
import { type LoadedResource, loadStream, type Resource } from '#lib/config/document/document.ts'
import { withItems } from '#lib/config/document/list-items.ts'
import { guarded } from '#lib/config/document/result.ts'
import { shownDiff } from '#lib/config/mask/shown-changes.ts'

/** The facts about a unit that its row needs. */
export type RowFacts = {
  readonly dataHash: string
  /** Which of the batch's upstream documents it was cloned from. */
  readonly upstream?: number
}

/** What the rows of one batch share. */
export type RowTerms = {
  readonly upstreams: readonly string[]
  /** Undo or restore: the result was a head before. */
  readonly isGoingBack: boolean
  readonly maxChangesLength: number
  /** What the patch has that is read as something else than it looks like. */
  readonly patchWarnings: readonly string[]
  /** Upstream documents that were already parsed. */
  readonly read: Map<number, readonly Resource[] | undefined>
}

/** Computes the row of one document, parsing each document once; pure except for the hash. */
export async function computeRow(
  evaluation: ReadEvaluation,
  { dataHash, upstream }: RowFacts,
  terms: RowTerms,
): Promise<RowResult> {
  if (evaluation.status !== 'change') return evaluation
  const { before, after, merged } = evaluation
  const resultHash = await documentHash(after.text)
  if (resultHash === dataHash) return { status: 'unchanged' }
  const [old, fresh] = [resourcesOf(before), resourcesOf(after)]
  if (old === undefined || fresh === undefined) {
    const concerns = old === undefined ? [] : [noYamlAnyMore]
    return { status: 'change', resultHash, changes: [wholeDocument], override: false, merged, concerns }
  }
  const [oldItems, freshItems] = [withItems(old), withItems(fresh)]
  const changes = diffResources(oldItems, freshItems)
  const override = isOverride(upstreamOf(upstream, terms), changes)
  const told = await shortenChanges(shownDiff(before.text, after.text, masking()), terms.maxChangesLength)
  const found = await concernsOf(oldItems, freshItems)
  const concerns = terms.isGoingBack ? concernsOfGoingBack(found) : found
  const warnings = [...terms.patchWarnings, ...readingWarnings(old, fresh, told.changes)]
  const noted = warnings.length === 0 ? {} : { warnings }
  return { status: 'change', resultHash, ...told, override, merged, concerns, ...noted }
}

/** Where one side is unreadable, nothing of it may be shown. */
const wholeDocument: PathChange = { resourceType: '', resourceName: '', path: '', change: 'Update' }

const noYamlAnyMore: Concern = { kind: 'unreadable', text: 'makes a document that is no longer valid YAML' }

function resourcesOf({ text, resources }: Reading): readonly LoadedResource[] | undefined {
  if (resources !== undefined) return resources
  const read = guarded(() => loadStream(text))
  return read.ok ? read.value.resources : undefined
}

function upstreamOf(index: number | undefined, { upstreams, read }: RowTerms) {
  const text = index === undefined ? undefined : upstreams[index]
  if (index === undefined || text === undefined) return undefined
  if (!read.has(index)) {
    const wholes = resourcesOf({ text })
    read.set(index, wholes && withItems(wholes))
  }
  return read.get(index)
}
