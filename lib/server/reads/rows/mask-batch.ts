import 'server-only'
import { isRecord } from '#lib/base/records.ts'
import type { Field } from '#lib/config/mask/mask-field.ts'
import type { Packed } from '#lib/rows/packed.ts'
import type { SentColumn } from '#lib/rows/row-table.ts'
import type { RowsBatch, SpaceFacts } from '#lib/rows/rows-wire.ts'
import { maskFields } from '#lib/server/masking/mask-texts.ts'
import type { TaskContext } from '#lib/server/work/pool.ts'

/** What people wrote, under the name that ConfigHub gives it; of any other column, why it holds no secret. */
type Holds = { readonly name: string } | 'id' | 'number' | 'time' | 'map'
const written: Readonly<Record<string, Holds>> = {
  slug: { name: 'Slug' },
  spaceId: 'id',
  space: { name: 'SpaceSlug' },
  head: 'number',
  released: 'number',
  description: { name: 'LastChangeDescription' },
  checks: 'number',
  hash: 'id',
  labels: 'map',
  changedBy: 'id',
  changedAt: 'time',
  behind: 'number',
} satisfies Readonly<Record<SentColumn, Holds>>

/** The batch without secrets. Each different text is searched once. */
export async function maskBatch({ ids, columns }: RowsBatch, context: TaskContext): Promise<RowsBatch> {
  const shown = await Promise.all(
    Object.entries(columns).map(async ([column, packed]): Promise<[string, Packed]> => {
      const holds = written[column]
      if (holds === 'map') return [column, await maskLabelTexts(packed, context)]
      if (typeof holds !== 'object') return [column, packed]
      const fields = packed.values.map((text): Field => ({ name: holds.name, text: String(text) }))
      return [column, { at: packed.at, values: await maskFields(fields, context) }]
    }),
  )
  return { ids, columns: Object.fromEntries(shown) }
}

export async function maskSpaces(
  spaces: readonly SpaceFacts[],
  context: TaskContext,
): Promise<readonly SpaceFacts[]> {
  const labels = await maskMaps(
    spaces.map(({ Labels }) => Labels ?? {}),
    context,
  )
  const slugs = await maskFields(
    spaces.map(({ Slug }) => ({ name: 'Slug', text: Slug })),
    context,
  )
  return spaces.map(({ SpaceID, Slug }, at) => ({
    SpaceID,
    Slug: slugs[at] ?? Slug,
    Labels: labels[at] ?? {},
  }))
}

async function maskLabelTexts({ values, at }: Packed, context: TaskContext): Promise<Packed> {
  const maps = values.map((text) => {
    const labels: unknown = JSON.parse(String(text))
    return isRecord(labels) ? labels : {}
  })
  const shown = await maskMaps(maps, context)
  return { at, values: shown.map((map) => JSON.stringify(map)) }
}

async function maskMaps(
  maps: readonly Readonly<Record<string, unknown>>[],
  context: TaskContext,
): Promise<Record<string, string>[]> {
  const fields = maps.flatMap((map) =>
    Object.entries(map).map(([name, text]): Field => ({ name, text: String(text) })),
  )
  const shown = await maskFields(fields, context)
  let next = 0
  return maps.map((map) => Object.fromEntries(Object.keys(map).map((name) => [name, shown[next++] ?? ''])))
}
