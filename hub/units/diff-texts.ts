import { parseWhereResource } from '#hub/functions/where-resource.ts'
import type { MutationSources } from '#hub/sources/mutation-sources.ts'
import { type ConfigDiff, configDiff } from '#hub/units/config-diff.ts'
import { runInThread } from '#hub/work/run-in-thread.ts'
import { sizeOf } from '#hub/work/size.ts'
import { task } from '#hub/work/task.ts'

export type TextsToDiff = {
  readonly before: string
  readonly after: string
  /** Also includes resources that are the same on both sides. */
  readonly unchanged?: boolean
  /** Which resources are compared (contract 7.1); already checked. */
  readonly whereResource?: string
  /** Sources of the second document: they name the mutation that set each new value. */
  readonly sources?: MutationSources | undefined
  /** The format of both; absent for YAML. */
  readonly toolchain?: string | undefined
}

/** `ConfigDiff` from one document to another (contract 4.5), computed in a thread unless both are small. */
export async function diffDocuments(texts: TextsToDiff): Promise<ConfigDiff> {
  const { before, after, unchanged, whereResource = '', sources } = texts
  if (before === after && unchanged !== true) return { Resources: [] }
  const size = sizeOf([before, after])
  // A pattern's time grows with the text, and sources are searched for each change.
  const quick = size === 'small' && !whereResource.includes('~') && sources === undefined
  return quick ? diffTexts(texts) : runInThread(diffTask, texts, size === 'large' ? 'large' : 'light')
}

function diffTexts({
  before,
  after,
  unchanged,
  whereResource = '',
  sources,
  toolchain,
}: TextsToDiff): ConfigDiff {
  const where = parseWhereResource([whereResource])
  if (!where.ok) throw new Error(where.message)
  return configDiff(before, after, {
    unchanged: unchanged ?? false,
    toolchain,
    selects: where.value,
    ...(sources ? { sources } : {}),
  })
}

const diffTask = task(import.meta.url, diffTexts)
