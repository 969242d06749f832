import { withoutResources } from '#hub/functions/document-parts.ts'
import { load, resourcesIn } from '#hub/functions/load.ts'
import { parseWhereResource } from '#hub/functions/where-resource.ts'
import { runInThread } from '#hub/work/run-in-thread.ts'
import { sizeOf } from '#hub/work/size.ts'
import { task } from '#hub/work/task.ts'
import type { Outcome } from '#lib/base/result.ts'

export type TextToChooseFrom = { readonly text: string; readonly toolchain: string; readonly where: string }

/** The document with only the resources that WhereResource selects (contract 7.1). */
export async function chosenPart(from: TextToChooseFrom): Promise<Outcome<string>> {
  const size = sizeOf([from.text])
  if (size === 'small' && !from.where.includes('~')) return chosenText(from)
  return runInThread(chooseTask, from, size === 'large' ? size : 'light')
}

function chosenText({ text, toolchain, where }: TextToChooseFrom): Outcome<string> {
  const stream = load(text, toolchain)
  if (!stream.ok) return stream
  const selects = parseWhereResource([where])
  if (!selects.ok) return selects
  const unwanted = resourcesIn(stream.value, toolchain).filter((each) => !selects.value(each))
  if (unwanted.length === 0) return { ok: true, value: text }
  const chosen = withoutResources(stream.value, new Set(unwanted))
  return chosen.ok ? { ok: true, value: chosen.value.text } : chosen
}

const chooseTask = task(import.meta.url, chosenText)
