import 'server-only'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import type { SeenValue } from '#lib/rows/explain-wire.ts'
import type { RowsQuestion } from '#lib/rows/rows-wire.ts'
import { maskMessage } from '#lib/server/masking/mask-texts.ts'
import { run, type TaskContext, work } from '#lib/server/work/pool.ts'

/** What the content filter sees of one unit; a reason where the document cannot be read. */
export type SeenContent = {
  /** For each condition in turn, the resources of the asked type with the values there. */
  readonly terms: readonly (readonly SeenValue[])[]
  /** The resources of the asked type. */
  readonly resources: readonly SeenValue[]
  /** How many more resources there are than are named. */
  readonly otherResources: number
  readonly reason?: string
}

export async function contentOf(
  hub: ConfigHub,
  { Unit }: ExtendedUnit,
  { whereData, resourceType }: RowsQuestion,
  context: TaskContext,
): Promise<SeenContent> {
  if (whereData === '' && resourceType === '') return { terms: [], resources: [], otherResources: 0 }
  try {
    const { data } = await hub.unitData(Unit.SpaceID, Unit.UnitID, context.signal)
    const { ToolchainType: toolchain } = Unit
    const question = {
      text: data,
      whereData,
      resourceType,
      ...(toolchain === undefined ? {} : { toolchain }),
    }
    const verdicts = await run(work(), 'contentVerdicts', question, context)
    if (verdicts === undefined) return unseen('The document cannot be read.')
    const { terms, resources, otherResources } = verdicts
    return {
      terms: terms.map((seen) =>
        seen.map(
          ({ type, name, holds, values, hasMore }): SeenValue => ({
            name: `${type} ${name}`,
            holds,
            ...(values.length === 0 ? {} : { value: values.join(', ') }),
            ...(hasMore ? { hasMore } : {}),
          }),
        ),
      ),
      resources: resources.map(({ type, name }): SeenValue => ({ name: type, value: name })),
      otherResources,
      ...(resources.length === 0 ? { reason: `The document has no ${resourceType || 'resource'}.` } : {}),
    }
  } catch (error) {
    if (!(error instanceof ConfigHubError) || error.status === 401) throw error
    return unseen(maskMessage(error.message))
  }
}

function unseen(reason: string): SeenContent {
  return { terms: [], resources: [], otherResources: 0, reason }
}
