import { checkedRow, isChecked } from '#lib/change/classes/checked-row.ts'
import type { PreviewEvent, PreviewRequest, PreviewRow, RowCheck } from '#lib/change/model.ts'

export type Seal = {
  readonly text: string
  readonly hash: string
  /** Milliseconds. */
  readonly sealedAt: number
  readonly expiresAt: number
}

/** The preview on screen. Only what it shows can be written later. */
export type PreviewFlow =
  | { readonly step: 'none' }
  | (Streamed & { readonly step: 'running' })
  | (Streamed & { readonly step: 'done'; readonly seal: Seal; readonly unasked: number })
  | (Streamed & { readonly step: 'failed'; readonly error: unknown })

type Streamed = {
  readonly request: PreviewRequest
  readonly rows: readonly PreviewRow[]
  /** Absent until the units are known. */
  readonly total: number | undefined
}

export type PreviewAction =
  | { readonly type: 'start'; readonly request: PreviewRequest }
  | { readonly type: 'events'; readonly events: readonly PreviewEvent[]; readonly now: number }
  | { readonly type: 'broke'; readonly error: unknown }
  | { readonly type: 'discard' }

export const noPreview: PreviewFlow = { step: 'none' }

export function previewReducer(flow: PreviewFlow, action: PreviewAction): PreviewFlow {
  switch (action.type) {
    case 'start':
      return { step: 'running', request: action.request, rows: [], total: undefined }
    case 'events':
      return flow.step === 'running' ? withEvents(flow, action.events, action.now) : flow
    case 'broke':
      return flow.step === 'running' ? { ...flow, step: 'failed', error: action.error } : flow
    case 'discard':
      return noPreview
    default:
      return action satisfies never
  }
}

/** The preview belongs to another patch or other units than those on screen now. */
export function isStale(flow: PreviewFlow, request: PreviewRequest | undefined): boolean {
  if (flow.step === 'none') return false
  return request === undefined || JSON.stringify(flow.request) !== JSON.stringify(request)
}

// The same object each time, so that values memoized from the rows stay valid.
const noRows: readonly PreviewRow[] = []

export function rowsOf(flow: PreviewFlow): readonly PreviewRow[] {
  return flow.step === 'none' ? noRows : flow.rows
}

// Rows come in bursts: one copy per burst, not one per row.
function withEvents(
  flow: Extract<PreviewFlow, { step: 'running' }>,
  events: readonly PreviewEvent[],
  now: number,
): PreviewFlow {
  const checks = new Map(
    events.flatMap((event) =>
      event.event === 'checked' ? event.checks.map((check) => [check.UnitID, check] as const) : [],
    ),
  )
  const rows = withChecks(
    [...flow.rows, ...events.flatMap((event) => (event.event === 'row' ? event.row : []))],
    checks,
  )
  let total = flow.total
  for (const event of events) {
    switch (event.event) {
      case 'start':
        total = event.total
        break
      case 'row':
      case 'checked':
        break
      case 'done':
        // What is not known cannot be decided, and what is not decided must not be written.
        if (!rows.every(isChecked)) return { ...flow, step: 'failed', rows, total, error: unchecked }
        return {
          ...flow,
          step: 'done',
          rows,
          total,
          unasked: event.unasked,
          seal: {
            text: event.seal,
            hash: event.sealHash,
            sealedAt: now,
            expiresAt: Date.parse(event.expiresAt),
          },
        }
      case 'error':
        return { ...flow, step: 'failed', rows, total, error: event }
      default:
        return event satisfies never
    }
  }
  return { ...flow, rows, total }
}

function withChecks(
  rows: readonly PreviewRow[],
  checks: ReadonlyMap<string, RowCheck>,
): readonly PreviewRow[] {
  if (checks.size === 0) return rows
  return rows.map((row) => {
    const check = checks.get(row.UnitID)
    return check === undefined ? row : checkedRow(row, check)
  })
}

const unchecked: Extract<PreviewEvent, { event: 'error' }> = {
  event: 'error',
  message:
    'The preview ended before all of its units were checked for local overrides and refusals. Preview again.',
}
