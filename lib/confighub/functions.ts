import * as z from 'zod/mini'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { errorFromResponse } from '#lib/confighub/error.ts'
import { decodeOutput } from '#lib/confighub/outputs.ts'
import { FunctionInvocationsResponse, FunctionSignature } from '#lib/confighub/schema/entities.ts'
import { type Call, listQuery, operationOf, type Transport } from '#lib/confighub/transport.ts'

const Catalogue = z.record(z.string(), z.record(z.string(), FunctionSignature))
const Responses = z.array(FunctionInvocationsResponse)

/** The function catalogue, and running functions on the server. */
export function functionCalls(transport: Transport): Pick<ConfigHub, 'functions' | 'invoke'> {
  return {
    functions: (signal) =>
      transport.json({ method: 'GET', safe: true, path: '/function', signal }, Catalogue),
    invoke: async (body, { dry_run, ...parameters }, signal) => {
      const call: Call = {
        method: 'POST',
        safe: dry_run,
        path: '/function/invoke',
        query: { ...listQuery(parameters), dry_run: dry_run ? true : undefined },
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
        signal,
      }
      const response = await transport.answer(call)
      if (response.ok) return decoded(await transport.read(response, call, Responses))
      // A failed call may still contain results per unit (contract A3), which are more useful than one message.
      const items = await perUnitResults(response.clone())
      if (items === undefined) throw await errorFromResponse(response, operationOf(call))
      await response.body?.cancel()
      return decoded(items)
    },
  }
}

/** Outputs as the text they are; on the wire they are base64. */
function decoded(items: FunctionInvocationsResponse[]): FunctionInvocationsResponse[] {
  return items.map((item) => {
    if (item.Outputs === undefined) return item
    const outputs = Object.entries(item.Outputs).map(([type, value]) => [type, decodeOutput(value)] as const)
    return { ...item, Outputs: Object.fromEntries(outputs) }
  })
}

async function perUnitResults(response: Response): Promise<FunctionInvocationsResponse[] | undefined> {
  try {
    const parsed = Responses.check(z.minLength(1)).safeParse(await response.json())
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}
