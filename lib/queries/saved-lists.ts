import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { Reader } from '#lib/base/reader.ts'
import { callDashboardJson, jsonBody } from '#lib/queries/dashboard-api.ts'

type Name = 'saved-queries' | 'saved-views'

/** All that is saved and visible to the person, whoever saved it, by name. */
export const savedListQuery = <Saved extends { readonly name: string }>(
  name: Name,
  read: (signal: AbortSignal) => Promise<readonly Saved[]>,
) =>
  queryOptions({
    queryKey: [name],
    queryFn: async ({ signal }) => (await read(signal)).toSorted((a, b) => a.name.localeCompare(b.name)),
    staleTime: 60_000,
  })

/** Saving and forgetting through the route of this name; afterwards the list is read again. */
export function savedWrites<Save extends object, Forget extends object, Answer>(
  name: Name,
  /** The schema of the answer, which comes with the first request. */
  answer: () => Promise<Reader<Answer>>,
) {
  const write =
    <Request extends object>(method: 'POST' | 'DELETE') =>
    (queries: QueryClient) =>
      mutationOptions({
        mutationFn: async (request: Request) =>
          callDashboardJson(`/api/${name}`, await answer(), jsonBody(method, request)),
        onSuccess: () => queries.invalidateQueries({ queryKey: [name] }),
      })
  return { save: write<Save>('POST'), forget: write<Forget>('DELETE') }
}
