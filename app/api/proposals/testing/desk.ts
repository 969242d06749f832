import { GET as readEvidence } from '#app/api/changes/[tagId]/evidence/route.ts'
import { POST as commit, GET as readList } from '#app/api/changes/route.ts'
import { POST as preview } from '#app/api/previews/route.ts'
import { POST as approve, DELETE as revoke } from '#app/api/proposals/[tagId]/approval/route.ts'
import { GET as readNews } from '#app/api/proposals/[tagId]/news/route.ts'
import { GET as readView } from '#app/api/proposals/[tagId]/route.ts'
import { POST as readNeeded } from '#app/api/proposals/needed/route.ts'
import { POST as keep } from '#app/api/proposals/route.ts'
import { POST as signIn } from '#app/api/session/route.ts'
import { CommitLine, PreviewLine } from '#lib/change/event-schema.ts'
import type { CommitRequest, Patch, Selection } from '#lib/change/model.ts'
import { ProposalNews } from '#lib/change/proposal/proposal-news.ts'
import { NeededAnswer, ProposalView } from '#lib/change/proposal/proposal-view.ts'
import { ChangesResponse } from '#lib/change/record/change-list.ts'

const origin = 'http://127.0.0.1:3000'
const around = { Host: '127.0.0.1:3000', Origin: origin }

export type Proposed = {
  readonly tagId: string
  readonly unitIds: readonly string[]
  readonly patch: Patch
}

/** What one person does in their browser, as requests to the routes of the dashboard. */
export type Desk = Awaited<ReturnType<typeof sitDown>>

type Ask = (method: string, path: string, body?: object) => Request

export async function sitDown(token: string, recordSpaceId: string) {
  const ask = await signedIn(token)
  return { ...writing(ask, recordSpaceId), ...approving(ask) }
}

async function signedIn(token: string): Promise<Ask> {
  const body = JSON.stringify({ token })
  const session = await signIn(
    new Request(`${origin}/api/session`, { method: 'POST', headers: around, body }),
  )
  if (!session.ok) throw new Error(await session.text())
  const cookie = session.headers.getSetCookie().map((text) => text.split(';')[0])
  const headers = { ...around, Cookie: cookie.join('; ') }
  return (method, path, sent) => {
    const init = sent === undefined ? {} : { body: JSON.stringify(sent) }
    return new Request(`${origin}${path}`, { method, headers, ...init })
  }
}

function writing(ask: Ask, recordSpaceId: string) {
  /** What the status of the units is, or the name of the refusal. */
  const write = async (sent: CommitRequest): Promise<string> => {
    const answer = await commit(ask('POST', '/api/changes', sent))
    if (!answer.ok) return nameOf(answer)
    const events = linesOf(await answer.text()).map((line) => CommitLine.parse(line))
    const last = events.at(-1)
    if (last?.event === 'error') return last.code
    const statuses = events.flatMap((event) => (event.event === 'outcome' ? event.outcome.status : []))
    return [...new Set(statuses)].join(', ')
  }
  const sealed = (selection: Selection, patch: Patch, tagId?: string) =>
    previewed(ask, selection, patch, tagId)
  const units = (unitIds: readonly string[]): Selection => ({ kind: 'units', unitIds })
  return {
    write,
    sealed,
    units,
    propose: async (where: string, patch: Patch, more: Partial<CommitRequest> = {}): Promise<Proposed> => {
      const asked = { ...(await sealed({ kind: 'query', where }, patch)), recordSpaceId, ...more }
      const answer = await keep(ask('POST', '/api/proposals', asked))
      if (!answer.ok) throw new Error(await nameOf(answer))
      const { tagId } = await answer.json()
      return { tagId, unitIds: asked.includedUnitIds, patch }
    },
    writeDirectly: async (where: string, patch: Patch) =>
      write({ ...(await sealed({ kind: 'query', where }, patch)), recordSpaceId }),
    undo: async (tagId: string, unitIds: readonly string[]) => {
      const patch: Patch = { kind: 'restore', to: `Before:Tag:${tagId}` }
      return write({ ...(await sealed(units(unitIds), patch)), recordSpaceId })
    },
    /** The author's own proposal, under its record. */
    writeProposal: async ({ tagId, unitIds, patch }: Proposed, more: Partial<CommitRequest> = {}) =>
      write({ ...(await sealed(units(unitIds), patch, tagId)), tagId, ...more }),
    /** Someone's proposal, in a record of one's own. */
    continueProposal: async (proposal: Proposed, more: Partial<CommitRequest> = {}) => {
      const { tagId, unitIds, patch } = proposal
      const asked = await sealed(units(unitIds), patch, tagId)
      return write({ ...asked, recordSpaceId, continues: tagId, ...more })
    },
  }
}

function approving(ask: Ask) {
  const of = (tagId: string) => ({ params: Promise.resolve({ tagId }) })
  const path = (tagId: string) => `/api/proposals/${tagId}`
  return {
    view: async (tagId: string) => {
      const answer = await readView(ask('GET', path(tagId)), of(tagId))
      return ProposalView.parse(await answer.json())
    },
    /** The file of a change that was written. */
    evidence: async (tagId: string) => {
      const answer = await readEvidence(ask('GET', `/api/changes/${tagId}/evidence`), of(tagId))
      const text = await answer.text()
      if (!answer.ok) throw new Error(text)
      return text
    },
    /** The state of a change in the list of changes. */
    stateInList: async (tagId: string) => {
      const answer = await readList(ask('GET', '/api/changes'))
      const { changes } = ChangesResponse.parse(await answer.json())
      const found = changes.find(({ TagID }) => TagID === tagId)
      return found?.approval === undefined ? found?.state : `${found.state}, ${found.approval}`
    },
    news: async (tagId: string) => {
      const answer = await readNews(ask('GET', `${path(tagId)}/news`), of(tagId))
      return ProposalNews.parse(await answer.json())
    },
    /** How many of the units lack approvals, and which rule they match. */
    lacking: async ({ tagId, unitIds }: Pick<Proposed, 'unitIds'> & { readonly tagId?: string }) => {
      const answer = await readNeeded(ask('POST', '/api/proposals/needed', { unitIds, tagId }))
      const { rules } = NeededAnswer.parse(await answer.json())
      return rules.map((rule) => [rule.condition, rule.count, rule.unitIds.length])
    },
    /** `approved`, or the name of the refusal. */
    approve: async (tagId: string, proposalHash: string, more: object = {}) => {
      const sent = { proposalHash, note: 'Looked at', ...more }
      const answer = await approve(ask('POST', `${path(tagId)}/approval`, sent), of(tagId))
      return answer.ok ? 'approved' : nameOf(answer)
    },
    revoke: async (tagId: string) => {
      const answer = await revoke(ask('DELETE', `${path(tagId)}/approval`), of(tagId))
      return answer.ok ? 'revoked' : nameOf(answer)
    },
  }
}

/** The seal of a preview, with all that changes included. */
async function previewed(ask: Ask, selection: Selection, patch: Patch, continuedTagId?: string) {
  const asked = { selection, patch, ...(continuedTagId && { continuedTagId }) }
  const answer = await preview(ask('POST', '/api/previews', asked))
  if (!answer.ok) throw new Error(await nameOf(answer))
  const events = linesOf(await answer.text()).map((line) => PreviewLine.parse(line))
  const last = events.at(-1)
  if (last?.event !== 'done') throw new Error(JSON.stringify(last))
  const rows = events.flatMap((event) => (event.event === 'row' ? event.row : []))
  return {
    seal: last.seal,
    reason: 'Market open',
    ticket: 'TRD-1',
    excludedUnitIds: [],
    includedUnitIds: rows.flatMap((row) => (row.status === 'change' ? row.UnitID : [])),
    consentReason: 'It is meant',
  }
}

function linesOf(text: string): unknown[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.map((line) => JSON.parse(line))
}

async function nameOf(answer: Response): Promise<string> {
  const { code } = await answer.json()
  return String(code)
}
