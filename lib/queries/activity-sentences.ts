import { queryOptions } from '@tanstack/react-query'
import { mapParallel } from '#lib/confighub/chunking.ts'
import {
  type ChangeDescription,
  type RevisionKey,
  revisionsAtOnce,
  SentencesResponse,
} from '#lib/history/change-description.ts'
import { callDashboardJson, jsonBody } from '#lib/queries/dashboard-api.ts'

/** What one revision changed. Cached forever, because revisions never change; visible rows are requested together. */
export const sentenceQuery = ({ UnitID, RevisionNum }: RevisionKey) =>
  queryOptions({
    queryKey: ['sentences', UnitID, RevisionNum],
    queryFn: () => ask({ UnitID, RevisionNum }),
    staleTime: Number.POSITIVE_INFINITY,
  })

type Asked = {
  readonly key: RevisionKey
  readonly resolve: (descriptions: ChangeDescription) => void
  readonly reject: (error: unknown) => void
}

let waiting: Asked[] = []

function ask(key: RevisionKey): Promise<ChangeDescription> {
  return new Promise((resolve, reject) => {
    waiting.push({ key, resolve, reject })
    if (waiting.length === 1) setTimeout(flush)
  })
}

async function flush(): Promise<void> {
  const asked = waiting
  waiting = []
  const requests = Array.from({ length: Math.ceil(asked.length / revisionsAtOnce) }, (_, index) =>
    asked.slice(index * revisionsAtOnce, (index + 1) * revisionsAtOnce),
  )
  await mapParallel(requests, answer, 2)
}

async function answer(asked: readonly Asked[]): Promise<void> {
  try {
    const body = jsonBody('POST', { revisions: asked.map(({ key }) => key) })
    const { descriptions } = await callDashboardJson('/api/activity', SentencesResponse, body)
    for (const [index, { resolve, reject }] of asked.entries()) {
      const own = descriptions[index]
      if (own === undefined) reject(new Error('The answer has fewer entries than were requested.'))
      else resolve(own)
    }
  } catch (error) {
    for (const { reject } of asked) reject(error)
  }
}
