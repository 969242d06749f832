import { mutationOptions, type QueryClient } from '@tanstack/react-query'
import type * as z from 'zod/mini'
import { callDashboardJson, jsonBody } from '#lib/queries/dashboard-api.ts'

/** Saving and forgetting through one of our routes; afterwards the list of what is saved is read again. */
export function savedWrites<Answer, Save extends object, Forget extends object>(
  path: string,
  Kept: z.ZodMiniType<Answer>,
  list: () => { readonly queryKey: readonly unknown[] },
) {
  const write =
    <Request extends object>(method: 'POST' | 'DELETE') =>
    (queries: QueryClient) =>
      mutationOptions({
        mutationFn: (request: Request) => callDashboardJson(path, Kept, jsonBody(method, request)),
        onSuccess: () => queries.invalidateQueries(list()),
      })
  return { save: write<Save>('POST'), forget: write<Forget>('DELETE') }
}
