import type { WrittenPlace } from '#lib/change/classes/override.ts'
import type { Patch, RowCheck } from '#lib/change/model.ts'
import type { Compute, UpstreamAnswer } from '#lib/change/preview/compute.ts'
import { inBatches, taskLimits } from '#lib/change/preview/documents.ts'
import type { UpstreamQuestion } from '#lib/change/preview/overrides.ts'
import type { FirstRow } from '#lib/change/preview/preview-rows.ts'
import type { UpstreamTexts } from '#lib/change/preview/upstream-texts.ts'

/** What the upstreams say about rows with changes: whether each overwrites a local override. */
export type OverrideChecks = readonly RowCheck[]

/** The upstream documents of a batch, and which unit was cloned from which. */
export type Upstreams = {
  readonly texts: Awaited<ReturnType<UpstreamTexts>>
  readonly idOf: (unitId: string) => string | undefined
}

type Asked = { readonly question: UpstreamQuestion; readonly unitIds: readonly (readonly string[])[] }

/**
 * Compares what is written with the upstreams. Each upstream is parsed once for a batch, and what several clones write
 * in the same way is compared once.
 */
export async function checkOverrides(
  compute: Compute,
  rows: readonly FirstRow[],
  upstreams: Upstreams,
  signal?: AbortSignal,
): Promise<OverrideChecks> {
  const changed = rows.filter(({ row }) => row.status === 'change')
  const byUpstream = Map.groupBy(changed, ({ row }) => upstreamKey(row, upstreams))
  const free = byUpstream.get(undefined) ?? []
  const asked = [...byUpstream].flatMap(([key, members]) =>
    key === undefined ? [] : ask(members, upstreams),
  )
  const checks: RowCheck[] = free.map(({ row }) => ({ UnitID: row.UnitID, override: false }))
  for (const portion of inBatches(asked, ({ question }) => question.upstream.length, taskLimits)) {
    const answers = await compute.overrides(
      portion.map(({ question }) => question),
      signal,
    )
    for (const [index, { unitIds }] of portion.entries()) checks.push(...checksOf(unitIds, answers[index]))
  }
  return checks
}

/** Undo and restore overwrite their own earlier writes, so an override warning on every unit would mean nothing. */
export function comparesUpstream(patch: Patch): boolean {
  return patch.kind !== 'restore'
}

/** Nothing for a unit without an upstream that can be read. */
function upstreamKey({ UnitID, ToolchainType = '' }: FirstRow['row'], { texts, idOf }: Upstreams) {
  const id = idOf(UnitID)
  return id === undefined || !texts.has(id) ? undefined : `${id} ${ToolchainType}`
}

function ask(members: readonly FirstRow[], { texts, idOf }: Upstreams): Asked[] {
  const [first] = members
  const text = first && texts.get(idOf(first.row.UnitID) ?? '')
  if (first === undefined || text === undefined) return []
  // Clones with the same document share the very list of places.
  const byPlaces = Map.groupBy(members, ({ places }): readonly WrittenPlace[] => places)
  const { ToolchainType: toolchain } = first.row
  const question = { upstream: text, changes: [...byPlaces.keys()] }
  return [
    {
      question: toolchain === undefined ? question : { ...question, toolchain },
      unitIds: [...byPlaces.values()].map((each) => each.map(({ row }) => row.UnitID)),
    },
  ]
}

function checksOf(unitIds: Asked['unitIds'], answer: UpstreamAnswer | undefined): RowCheck[] {
  return unitIds.flatMap((ids, index) =>
    ids.map((UnitID): RowCheck => {
      if (answer !== undefined && 'failure' in answer) return { UnitID, failure: answer.failure }
      const override = answer?.[index]
      return override === undefined ? { UnitID, failure: notCompared } : { UnitID, override }
    }),
  )
}

const notCompared = 'It was not compared with its upstream. Preview it again.'
