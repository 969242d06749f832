import { compareDocuments, type DocumentPair } from '#lib/change/evidence/compare-documents.ts'
import { computeHere } from '#lib/change/preview/compute.ts'
import { masking } from '#lib/change/preview/masking.ts'
import { definedKind } from '#lib/config/kinds/custom-kinds.ts'
import { maskConfig } from '#lib/config/mask/mask.ts'
import { type Field, maskField } from '#lib/config/mask/mask-field.ts'
import { describeChange } from '#lib/history/activity-sentence.ts'
import { type ContentQuestion, contentVerdicts } from '#lib/server/work/content-verdicts.ts'
import { type FunctionOutput, functionCell } from '#lib/server/work/function-cells.ts'
import { outlineOf } from '#lib/server/work/outline.ts'
import { valueCells } from '#lib/server/work/value-cells.ts'

/**
 * Everything that a thread can be asked to do. Input and output are copied between threads, so they are plain data;
 * settings and keys come with the input, because a thread has no environment of its own.
 */
export const tasks = {
  checkPatch: computeHere.checkPatch,
  rows: computeHere.rows,
  overrides: computeHere.overrides,
  evaluations: computeHere.evaluations,
  document: computeHere.document,
  maskTexts: async (texts: readonly string[]) => texts.map((text) => maskConfig(text, masking()).text),
  maskFields: async (fields: readonly Field[]) =>
    fields.map(({ name, text }) => maskField(name, text, masking())),
  definedKind: async (job: {
    readonly texts: readonly string[]
    readonly resourceType: string
    readonly metadata: Parameters<typeof definedKind>[2]
  }) =>
    definedKind(
      job.texts.map((text) => maskConfig(text, masking()).text),
      job.resourceType,
      job.metadata,
    ),
  cells: async (job: {
    readonly documents: readonly { readonly text: string; readonly toolchain?: string }[]
    readonly columns: Parameters<typeof valueCells>[1]
  }) => job.documents.map(({ text, toolchain }) => valueCells(text, job.columns, masking(), toolchain)),
  functionCells: async (outputs: readonly FunctionOutput[]) =>
    outputs.map((each) => functionCell(each, masking())),
  outlines: async (documents: readonly { readonly text: string; readonly toolchain?: string }[]) =>
    documents.map(({ text, toolchain }) => outlineOf(text, masking(), toolchain)),
  contentVerdicts: async (job: ContentQuestion) => contentVerdicts(job, masking()),
  comparisons: async (pairs: readonly DocumentPair[]) => Promise.all(pairs.map(compareDocuments)),
  sentences: async (
    pairs: readonly { readonly before?: string; readonly after: string; readonly toolchain?: string }[],
  ) => pairs.map(({ before, after, toolchain }) => describeChange(before, after, masking(), toolchain)),
}

type Tasks = typeof tasks
export type TaskName = keyof Tasks
export type TaskInput<Name extends TaskName> = Parameters<Tasks[Name]>[0]
export type TaskOutput<Name extends TaskName> = Awaited<ReturnType<Tasks[Name]>>
