import { concernsOf, concernsOfGoingBack } from '#lib/change/classes/concerns.ts'
import { isOverride } from '#lib/change/classes/override.ts'
import { remarksOf } from '#lib/change/classes/remarks.ts'
import type { Concern, RowResult } from '#lib/change/model.ts'
import type { ReadEvaluation, Reading } from '#lib/change/preview/evaluate-document.ts'
import { masking } from '#lib/change/preview/masking.ts'
import { readingWarnings } from '#lib/change/preview/reading-warnings.ts'
import { shortenChanges } from '#lib/change/preview/shorten-changes.ts'
import { documentHash } from '#lib/change/seal/document-hash.ts'
import { diffResources } from '#lib/config/compare/diff.ts'
import type { PathChange } from '#lib/config/compare/path-change.ts'
import { loadStream, type Resource } from '#lib/config/document/document.ts'
import { withItems } from '#lib/config/document/list-items.ts'
import { guarded } from '#lib/config/document/result.ts'
import { comparableText, readAnyResources } from '#lib/config/formats/documents.ts'
import { type Format, formatOf, isYamlToolchain } from '#lib/config/formats/toolchain.ts'
import { shownDiff } from '#lib/config/mask/shown-changes.ts'

/** The facts about a unit that its row needs. */
export type RowFacts = {
  readonly dataHash: string
  /** Absent for Kubernetes/YAML. */
  readonly toolchain?: string
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
  { dataHash, toolchain, upstream }: RowFacts,
  terms: RowTerms,
): Promise<RowResult> {
  if (evaluation.status !== 'change') return evaluation
  const { before, after, merged, notes = [] } = evaluation
  const resultHash = await documentHash(after.text)
  if (resultHash === dataHash) return { status: 'unchanged' }
  const [old, fresh] = [resourcesOf(before, toolchain), resourcesOf(after, toolchain)]
  if (old === undefined || fresh === undefined) {
    const concerns = old === undefined ? [] : [noLonger(formatOf(toolchain))]
    return { status: 'change', resultHash, changes: [wholeDocument], override: false, merged, concerns }
  }
  const [oldItems, freshItems] = [withItems(old), withItems(fresh)]
  const changes = diffResources(oldItems, freshItems)
  const override = isOverride(upstreamOf(upstream, toolchain, terms), changes)
  const told = await shortenChanges(
    shownDiff(valuesOf(before, toolchain), valuesOf(after, toolchain), masking()),
    terms.maxChangesLength,
  )
  const found = await concernsOf(oldItems, freshItems)
  const concerns = terms.isGoingBack ? concernsOfGoingBack(found) : found
  const isKubernetes = fresh.some(({ resourceType }) => resourceType !== '')
  const remarks = [
    ...(isKubernetes ? terms.patchWarnings : []),
    ...readingWarnings(old, fresh, told.changes),
    ...[...notes, ...remarksOf(changes, freshItems)].map((remark) => `the change ${remark}`),
  ]
  return {
    status: 'change',
    resultHash,
    ...told,
    override,
    merged,
    concerns,
    ...(remarks.length === 0 ? {} : { remarks }),
  }
}

/** Where one side is unreadable, nothing of it may be shown. */
const wholeDocument: PathChange = { resourceType: '', resourceName: '', path: '', change: 'Update' }

function noLonger({ kind, name }: Format): Concern {
  const what = kind === 'yaml' ? 'a document that is no longer valid YAML' : `what is no longer ${name}`
  return { kind: 'unreadable', text: `makes ${what}` }
}

/** Both sides have been read before, so this does not fail. */
function valuesOf({ text }: Reading, toolchain: string | undefined): string {
  const values = comparableText(text, toolchain)
  return values.ok ? values.value : text
}

function resourcesOf(
  { text, resources }: Reading,
  toolchain: string | undefined,
): readonly Resource[] | undefined {
  if (resources !== undefined) return resources
  if (toolchain !== undefined && !isYamlToolchain(toolchain)) {
    const read = readAnyResources(text, toolchain)
    return read.ok ? read.value : undefined
  }
  const stream = guarded(() => loadStream(text))
  return stream.ok ? stream.value.resources : undefined
}

function upstreamOf(index: number | undefined, toolchain: string | undefined, { upstreams, read }: RowTerms) {
  const text = index === undefined ? undefined : upstreams[index]
  if (index === undefined || text === undefined) return undefined
  if (!read.has(index)) {
    const wholes = resourcesOf({ text }, toolchain)
    read.set(index, wholes && withItems(wholes))
  }
  return read.get(index)
}
