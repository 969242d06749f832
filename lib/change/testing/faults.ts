import type { randomOf } from '#lib/change/testing/random.ts'
import type { Send } from '#lib/confighub/client.ts'

/** The server ended in the middle: nothing that it was doing goes on. */
export class Killed extends Error {
  override readonly name = 'Killed'
}

/** A call, and how many calls came since the fault began. */
type Call = { readonly since: number; readonly isWrite: boolean; readonly onward: () => Promise<Response> }
type Answer = (call: Call, end: (killed: Killed) => void, isDone: boolean) => Promise<Response>

const refused = (status: number, Message: string, headers = {}) =>
  Response.json({ Message }, { status, headers })

/** What happens to a commit after some of its calls; what was under way then may still be done. */
const answers = {
  none: ({ onward }) => onward(),
  killed: async ({ since, onward }, end, isDone) => {
    if (since === 0 && isDone) await onward()
    end(new Killed())
    return new Promise(() => undefined)
  },
  silent: async ({ since, onward }, _end, isDone) => {
    if (since === 0 && isDone) await onward()
    throw new DOMException('The hub is silent.', 'TimeoutError')
  },
  'signed-out': async () => refused(401, 'The token is no longer valid.'),
  busy: async ({ since, onward }) => (since < 3 ? refused(503, 'Busy.', { 'Retry-After': '0' }) : onward()),
  'lost-once': async ({ since, onward }) => {
    const response = await onward()
    if (since > 0) return response
    throw new TypeError('connection reset')
  },
  'refused-once': async ({ since, isWrite, onward }) =>
    since === 0 && isWrite ? refused(403, 'Not today.') : onward(),
} satisfies Record<string, Answer>

export type Fault = keyof typeof answers
export const faults: readonly Fault[] = Object.keys(answers).filter((name): name is Fault => name in answers)

/** A connection on which a fault begins after a random number of calls. */
export function underFault(fault: Fault, random: ReturnType<typeof randomOf>) {
  const begins = random.below(16)
  const isDone = random.chance(0.5)
  const { promise: killed, resolve } = Promise.withResolvers<Killed>()
  const answer: Answer = answers[fault]
  let calls = 0
  const tamper = (request: Request, send: Send): Promise<Response> => {
    const since = calls++ - begins
    const onward = () => send(request)
    return since < 0
      ? onward()
      : answer({ since, isWrite: request.method === 'PUT', onward }, resolve, isDone)
  }
  return { tamper, /** Resolves when the server ended. */ killed }
}
