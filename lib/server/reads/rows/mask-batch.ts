import 'server-only'
import { isRecord } from '#lib/base/records.ts'
import type { Field } from '#lib/config/mask/mask-field.ts'
import type { Packed } from '#lib/rows/packed.ts'
import type { RowsBatch, SpaceFacts } from '#lib/rows/rows-wire.ts'
import { maskFields } from '#lib/server/masking/mask-texts.ts'
import type { TaskContext } from '#lib/server/work/pool.ts'

/** The columns that hold what people wrote, under the names that ConfigHub gives them. */
const written: Readonly<Record<string, string>> = {
  slug: 'Slug',
  space: 'SpaceSlug',
  description: 'LastChangeDescription',
}

/** The batch without secrets. Each different text is searched once. */
export async function maskBatch({ ids, columns }: RowsBatch, context: TaskContext): Promise<RowsBatch> {
  const shown = await Promise.all(
    Object.entries(columns).map(async ([column, packed]): Promise<[string, Packed]> => {
      if (column === 'labels') return [column, await maskLabelTexts(packed, context)]
      const name = written[column]
      if (name === undefined) return [column, packed]
      const fields = packed.values.map((text): Field => ({ name, text: String(text) }))
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
