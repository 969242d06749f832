import { writeMetadata } from '#lib/change/commit/write-metadata.ts'
import { movedOutcome, type WriteTerms, writeUnit } from '#lib/change/commit/write-unit.ts'
import type { PlannedUnit } from '#lib/change/consent/chosen-units.ts'
import type { Outcome } from '#lib/change/model.ts'
import type { Evaluation } from '#lib/change/preview/derivation.ts'
import { type HeadDocument, readHeads } from '#lib/change/preview/documents.ts'
import type { Evaluate } from '#lib/change/preview/evaluate.ts'
import { withoutSecretsOf } from '#lib/change/preview/quoted-secrets.ts'
import { documentHash } from '#lib/change/seal/document-hash.ts'
import { frozenPart } from '#lib/change/selection/frozen-part.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'

/** One unit that is as it was sealed, and what writes it. */
export type Write = {
  readonly unit: PlannedUnit
  readonly write: (terms: WriteTerms) => Promise<Outcome>
}

/** What writes each unit, or why it is not written. */
export type Writes = (batch: readonly PlannedUnit[]) => Promise<(Write | Outcome)[]>

/** Computes each document again from its head; a unit whose result differs from the sealed one is not written. */
export function documentWrites(hub: ConfigHub, evaluate: Evaluate): Writes {
  return async (batch) => {
    const documents = await readHeads(hub, batch)
    const readable = batch.flatMap((unit, index) => {
      const document = documents[index]
      return document?.status === 'as-frozen' ? { unit, text: document.text } : []
    })
    const evaluations = await evaluate(readable)
    const results = readable.map(({ unit }, index) => sealedWrite(hub, unit, evaluations[index]))
    const unreadable = batch.flatMap((unit, index) => unreadOutcome(unit, documents[index]) ?? [])
    return [...unreadable, ...results]
  }
}

/** The seal holds what is written, and ConfigHub compares the Version as it writes, so nothing is read before. */
export function metadataWrites(hub: ConfigHub): Writes {
  return async (batch) =>
    batch.map((unit) => {
      const { metadata } = unit
      if (metadata === undefined) return refusedOutcome(unit, 'The preview does not say what to write.')
      return { unit, write: ({ pace }) => writeMetadata(hub, unit, metadata, pace) }
    })
}

export function refusedOutcome(unit: PlannedUnit, reason: string, requestId?: string): Outcome {
  return { ...frozenPart(unit), status: 'refused', reason, ...(requestId === undefined ? {} : { requestId }) }
}

function unreadOutcome(unit: PlannedUnit, document: HeadDocument | undefined): Outcome | undefined {
  if (document?.status === 'as-frozen') return undefined
  if (document?.status === 'unreadable') return refusedOutcome(unit, document.reason)
  return movedOutcome(frozenPart(unit), '')
}

function sealedWrite(hub: ConfigHub, unit: PlannedUnit, evaluation: Evaluation | undefined): Write | Outcome {
  if (evaluation?.status === 'change' && documentHash(evaluation.text) === unit.resultHash) {
    const { text } = evaluation
    return { unit, write: async (terms) => withoutQuotes(text, await writeUnit(hub, unit, text, terms)) }
  }
  const detail = evaluation !== undefined && 'reason' in evaluation ? ` ${evaluation.reason}` : ''
  return refusedOutcome(
    unit,
    `Computing it again gave another result than the preview.${detail} Preview again.`,
  )
}

/** The hub may quote the document that it refuses. */
function withoutQuotes(text: string, outcome: Outcome): Outcome {
  return 'reason' in outcome ? { ...outcome, reason: withoutSecretsOf(text, outcome.reason) } : outcome
}
