import { useQuery } from '@tanstack/react-query'
import { callProblem } from '#lib/confighub/columns/reading-call.ts'
import { functionCatalogueQuery } from '#lib/queries/directory.ts'
import { parseFunctionCall } from '#lib/where/computed/function-call.ts'

/** Why the call of a function cannot be computed; undefined where it can, and while that is not known. */
export function useCallProblem(text: string | undefined): string | undefined {
  const call = text === undefined ? undefined : parseFunctionCall(text)
  const { data } = useQuery({ ...functionCatalogueQuery(), enabled: call !== undefined })
  if (call === undefined || data === undefined) return undefined
  return callProblem(
    call,
    data.find(({ FunctionName }) => FunctionName === call.name),
  )
}
