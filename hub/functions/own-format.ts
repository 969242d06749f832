import type { RunAll } from '#hub/functions/run.ts'
import { readShallow } from '#hub/store/read-shallow.ts'
import { resourceFormat } from '#hub/store/resource-format.ts'
import { guarded } from '#lib/config/document/result.ts'
import { readFormat } from '#lib/config/formats/documents.ts'
import { formatOf } from '#lib/config/formats/toolchain.ts'
import { rewriteFormat } from '#lib/config/patch/apply-format.ts'

/** Writes what functions changed in the YAML of a document into the document itself; other bytes stay. */
export function inOwnFormat(run: RunAll, text: string, toolchain: string): RunAll {
  if (!run.ok || resourceFormat(toolchain) === '') return run
  const texts: string[] = []
  for (const yaml of run.value.texts) {
    const written = guarded(() => rewritten(texts.at(-1) ?? text, yaml, toolchain))
    if (!written.ok) return { ok: false, message: written.error.message }
    texts.push(written.value.text)
  }
  return { ok: true, value: { ...run.value, text: texts.at(-1) ?? text, texts } }
}

function rewritten(text: string, yaml: string, toolchain: string) {
  const document = readFormat(text, toolchain)
  if (!document.ok) return document
  const read = readShallow(yaml)
  if (!read.ok) return read
  return rewriteFormat(document.value, read.value[0]?.value ?? {}, formatOf(toolchain))
}
