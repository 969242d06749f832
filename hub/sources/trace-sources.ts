import { advance, type MutationSources } from '#hub/sources/mutation-sources.ts'
import { protectWritten } from '#hub/sources/protection.ts'
import { readShallow } from '#hub/store/read-shallow.ts'
import { task } from '#hub/work/task.ts'
import { diffConfig, diffResources } from '#lib/config/compare/diff.ts'

export type TextsToTrace = {
  /** The sources of the first text. */
  readonly sources: MutationSources
  /** The document at first and after each mutation, with the mutation that produced it. */
  readonly texts: readonly { readonly text: string; readonly mutationNum: number }[]
  /** Marks whatever is new in the last text as a local override. */
  readonly protect: boolean
  /** The format of all of them; absent for YAML. */
  readonly toolchain?: string
}

/** Which mutation last set each path, after a document went through several texts (contract 4.5). */
export function traceSources({ sources, texts, protect, toolchain }: TextsToTrace): MutationSources {
  let traced = sources
  for (const [index, { text, mutationNum }] of texts.entries()) {
    const before = texts[index - 1]?.text
    if (before !== undefined && before !== text)
      traced = step(traced, { before, after: text, mutationNum, toolchain })
  }
  const [first, last] = [texts[0], texts.at(-1)]
  if (!protect || first === undefined || last === undefined) return traced
  const [old, fresh] = [readShallow(first.text, toolchain), readShallow(last.text, toolchain)]
  const changes =
    old.ok && fresh.ok ? diffResources(old.value, fresh.value) : diffConfig(first.text, last.text)
  return protectWritten(traced, changes, last.mutationNum)
}

export const sourcesTask = task(import.meta.url, traceSources)

type Step = {
  readonly before: string
  readonly after: string
  readonly mutationNum: number
  readonly toolchain: string | undefined
}

function step(sources: MutationSources, { before, after, mutationNum, toolchain }: Step): MutationSources {
  const old = readShallow(before, toolchain)
  const fresh = readShallow(after, toolchain)
  // The paths of an unreadable document are unknown.
  if (!old.ok || !fresh.ok) return sources
  const changes = diffResources(old.value, fresh.value)
  return advance(sources, { before: old.value, after: fresh.value, changes, mutationNum })
}
