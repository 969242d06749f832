import { ok } from '#lib/base/result.ts'
import { concernsOf, concernsOfGoingBack } from '#lib/change/classes/concerns.ts'
import { type WrittenPlace, writtenPlaces } from '#lib/change/classes/override.ts'
import { remarksOf } from '#lib/change/classes/remarks.ts'
import type { Concern, RowResult } from '#lib/change/model.ts'
import type { ReadEvaluation, Reading } from '#lib/change/preview/evaluate-document.ts'
import { masking } from '#lib/change/preview/masking.ts'
import { readingWarnings, surprisesIn } from '#lib/change/preview/reading-warnings.ts'
import { shortenChanges } from '#lib/change/preview/shorten-changes.ts'
import { documentHash } from '#lib/change/seal/document-hash.ts'
import { diffResources } from '#lib/config/compare/diff.ts'
import type { PathChange } from '#lib/config/compare/path-change.ts'
import { loadStream, type Resource } from '#lib/config/document/document.ts'
import { withItems } from '#lib/config/document/list-items.ts'
import { guarded } from '#lib/config/document/result.ts'
import { comparableText, readAnyResources } from '#lib/config/formats/documents.ts'
import { type Format, formatOf, isYamlToolchain } from '#lib/config/formats/toolchain.ts'
import type { Side } from '#lib/config/mask/analysis.ts'
import { shownDiff } from '#lib/config/mask/shown-changes.ts'

/** The facts about a unit that its row needs. */
export type RowFacts = {
  readonly dataHash: string
  /** Absent for Kubernetes/YAML. */
  readonly toolchain?: string
}

/** A row, and the places that it writes, which are compared with the upstream once that is there. */
export type ComputedRow = { readonly row: RowResult; readonly places: readonly WrittenPlace[] }

/** What the rows of one batch share. */
export type RowTerms = {
  /** Undo or restore: the result was a head before. */
  readonly isGoingBack: boolean
  readonly maxChangesLength: number
  /** What the patch has that is read as something else than it looks like. */
  readonly patchWarnings: readonly string[]
}

/** Computes the row of one document, parsing each document once. */
export async function computeRow(
  evaluation: ReadEvaluation,
  { dataHash, toolchain }: RowFacts,
  terms: RowTerms,
): Promise<ComputedRow> {
  if (evaluation.status !== 'change') return { row: evaluation, places: [] }
  const { before, after, merged, notes = [], asides = [] } = evaluation
  const resultHash = documentHash(after.text)
  if (resultHash === dataHash) return { row: { status: 'unchanged' }, places: [] }
  const [old, fresh] = [read(before, toolchain), read(after, toolchain)]
  if (old === undefined || fresh === undefined) {
    const concerns = old === undefined ? [] : [noLonger(formatOf(toolchain))]
    const row = { status: 'change', resultHash, changes: [wholeDocument], merged, concerns } as const
    return { row, places: [] }
  }
  const [oldItems, freshItems] = [withItems(old.resources), withItems(fresh.resources)]
  const changes = diffResources(oldItems, freshItems)
  const surprises = [surprisesIn(old.resources), surprisesIn(fresh.resources)] as const
  const told = await shortenChanges(shownDiff(old.shown, fresh.shown, masking()), terms.maxChangesLength)
  const found = await concernsOf(oldItems, freshItems)
  const concerns = terms.isGoingBack ? concernsOfGoingBack(found) : found
  const isKubernetes = fresh.resources.some(({ resourceType }) => resourceType !== '')
  const remarks = [
    ...asides,
    ...(isKubernetes ? terms.patchWarnings : []),
    ...readingWarnings(...surprises, told.changes),
    ...[...notes, ...remarksOf(changes, freshItems)].map((remark) => `the change ${remark}`),
  ]
  const row = { status: 'change', resultHash, ...told, merged, concerns } as const
  return { row: remarks.length === 0 ? row : { ...row, remarks }, places: writtenPlaces(changes) }
}

/** Where one side is unreadable, nothing of it may be shown. */
const wholeDocument: PathChange = { resourceType: '', resourceName: '', path: '', change: 'Update' }

function noLonger({ kind, name }: Format): Concern {
  const what = kind === 'yaml' ? 'a document that is no longer valid YAML' : `what is no longer ${name}`
  return { kind: 'unreadable', text: `makes ${what}` }
}

type Read = {
  readonly resources: readonly Resource[]
  /** What is compared for display. */
  readonly shown: Side
}

function read({ text, stream, resources }: Reading, toolchain: string | undefined): Read | undefined {
  if (toolchain !== undefined && !isYamlToolchain(toolchain)) {
    const found = resources === undefined ? readAnyResources(text, toolchain) : ok(resources)
    const values = comparableText(text, toolchain)
    return found.ok ? { resources: found.value, shown: values.ok ? values.value : text } : undefined
  }
  const loaded = stream === undefined ? guarded(() => loadStream(text)) : ok(stream)
  return loaded.ok ? { resources: loaded.value.resources, shown: loaded.value } : undefined
}
