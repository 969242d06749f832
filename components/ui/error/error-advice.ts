import type { FailureLike } from '#components/ui/error/failure.ts'

export type ErrorAdvice = {
  readonly title: string
  /** What it means and what to do, worded for the reader. */
  readonly advice: string
  readonly isRetrySafe: boolean
  readonly needsSignIn?: boolean
  /** Testing the connection shows what helps. */
  readonly needsConnectionTest?: boolean
}

const byStatus: Readonly<Record<number, ErrorAdvice>> = {
  0: {
    title: "Can't reach ConfigHub",
    advice:
      'The server did not answer. What you see may be out of date; this call changed nothing. Check that the hub is running and that the network reaches it, then try again.',
    isRetrySafe: true,
    needsConnectionTest: true,
  },
  400: {
    title: 'ConfigHub did not accept the request',
    advice: 'Something in the query or the change is not valid for this server. The reason below names it.',
    isRetrySafe: false,
  },
  401: {
    title: 'Your session has ended',
    advice: 'Sign in again; what you typed is kept and you return to this page.',
    isRetrySafe: false,
    needsSignIn: true,
  },
  403: {
    title: 'ConfigHub refused this',
    advice:
      'Your account may not do this, or a quota of the organization is used up; the reason below says which. An administrator of the organization can change both. Trying again does not help.',
    isRetrySafe: false,
  },
  404: {
    title: 'Not found',
    advice:
      'It was deleted or renamed, or your account cannot see it. Check the name, or search for it in Units.',
    isRetrySafe: true,
  },
  409: {
    title: 'Someone else changed this first',
    advice: 'It changed since you loaded it. Nothing was overwritten: refresh and decide again.',
    isRetrySafe: false,
  },
  413: {
    title: 'Too much for one request',
    advice: 'Narrow the query or shorten the document, then try again.',
    isRetrySafe: false,
  },
  422: {
    title: 'This cannot be done as requested',
    advice: 'The reason below names what does not fit, and what to do instead.',
    isRetrySafe: false,
  },
  429: {
    title: 'ConfigHub is limiting requests',
    advice: 'Too many calls in a short time. Wait a few seconds and try again.',
    isRetrySafe: true,
  },
  499: {
    title: 'You stopped waiting',
    advice: 'ConfigHub had not answered yet. What you see may be out of date; this call changed nothing.',
    isRetrySafe: true,
  },
}

/** Codes that say more than their status. */
const byCode: ReadonlyMap<string, ErrorAdvice> = new Map([
  [
    // Refused by Hubdeck itself, not by ConfigHub.
    'too-many',
    {
      title: 'Too many requests',
      advice:
        'Hubdeck limits requests per person and per address, so that it responds to everyone. Wait a moment.',
      isRetrySafe: true,
    },
  ],
  [
    'schema',
    {
      title: 'The answer is not what the API promises',
      advice:
        'Hubdeck does not guess what it means. The reason below names the operation, the place in the answer and what was expected there. The hub may be of another version, or a gateway may answer in its place.',
      isRetrySafe: true,
      needsConnectionTest: true,
    },
  ],
  [
    'not-offered',
    {
      title: 'Not offered by this hub',
      advice:
        'Whatever needs this operation does not work here; everything else does. Upgrade the hub, or ask whoever runs it whether a gateway blocks the path. The embedded hub offers only a part of the API.',
      isRetrySafe: true,
      needsConnectionTest: true,
    },
  ],
  [
    'old-generation',
    {
      title: 'This ConfigHub is too old for Hubdeck',
      advice: 'Nothing of it is shown, because it could mean something else than it seems to.',
      isRetrySafe: true,
      needsConnectionTest: true,
    },
  ],
  [
    'hub-redirects',
    {
      title: 'ConfigHub sends Hubdeck elsewhere',
      advice: 'Hubdeck does not follow, because the token could end up with someone else.',
      isRetrySafe: true,
      needsConnectionTest: true,
    },
  ],
])

const serverTrouble: ErrorAdvice = {
  title: 'ConfigHub has a problem',
  advice:
    'The fault is on the server, not in your request. Try again; if it persists, report the request id.',
  isRetrySafe: true,
}

const unknownTrouble: ErrorAdvice = {
  title: 'Something went wrong',
  advice: 'Try again; if it persists, report the reason below.',
  isRetrySafe: true,
}

/** Gateways answer in place of a server that does not; to the reader that is the same as no answer. */
const unreachableStatuses: ReadonlySet<number> = new Set([0, 502, 503, 504])

export function errorAdvice(failure: FailureLike): ErrorAdvice {
  const { status, code } = failure
  const told = byCode.get(code ?? '')
  if (told !== undefined) return told
  if (status === undefined)
    return /fetch|network/i.test(failure.message) ? (byStatus[0] ?? unknownTrouble) : unknownTrouble
  if (unreachableStatuses.has(status)) return byStatus[0] ?? serverTrouble
  return byStatus[status] ?? (status >= 500 ? serverTrouble : unknownTrouble)
}
