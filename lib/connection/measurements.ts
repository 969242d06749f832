import type { TokenSource } from '#lib/connection/report.ts'

/** Why there was no answer. */
export type Silence = 'name' | 'refused' | 'timeout' | 'certificate' | 'tls' | 'cut'

/** The result of one call. */
export type Heard =
  | {
      readonly kind: 'answer'
      readonly status: number
      /** Milliseconds until the status arrived. */
      readonly durationMs: number
      /** Milliseconds by our clock, halfway between call and answer. */
      readonly at: number
      /** Only the headers that the lines need, by lower-case name. */
      readonly headers: Readonly<Record<string, string>>
      /** The message of a refusal, without secrets. */
      readonly message?: string
    }
  | { readonly kind: 'silence'; readonly reason: Silence; readonly message: string }

export type Names =
  | { readonly kind: 'literal' }
  | { readonly kind: 'resolved'; readonly addresses: readonly string[] }
  | { readonly kind: 'unresolved'; readonly code: string }

export type Certificate =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'read'
      /** Milliseconds. */
      readonly validUntil: number
      readonly issuer: string
      /** Why it is not trusted; nothing when it is. */
      readonly problem?: string
    }
  | { readonly kind: 'unread'; readonly code: string }

export type Address = {
  readonly origin: string
  readonly host: string
  readonly isLoopback: boolean
  /** The address had a user name or a password in it; neither was used. */
  readonly hadCredentials: boolean
  readonly names: Names
  readonly certificate: Certificate
}

type Identity = {
  readonly person: string
  readonly organization: string
}

/** `opaque`: it does not say when it expires. */
export type TokenEnd = { readonly kind: 'says'; readonly at: number } | { readonly kind: 'opaque' }

/** `empty`: without a Unit there is nothing to try a dry run on. */
export type SpaceRights = {
  readonly slug: string
  readonly writing: 'allowed' | 'refused' | 'unknown' | 'empty'
  readonly reason?: string
}

export type Rights =
  | { readonly kind: 'asked'; readonly visible: number; readonly spaces: readonly SpaceRights[] }
  | { readonly kind: 'failed'; readonly message: string }

type OperationHeard = { readonly path: string; readonly heard: Heard }

export type TokenMeasured = {
  readonly end: TokenEnd
  /** `GET /me` */
  readonly me: Heard
  readonly identity?: Identity
  readonly rights?: Rights
}

/** Everything that a report is made from. It holds no token, so no report can. */
export type Measurements = {
  /** Milliseconds. */
  readonly at: number
  readonly tokenFrom: TokenSource
  readonly address: Address
  /** Several calls of `GET /info`, one after another. */
  readonly info: readonly Heard[]
  /** Whether an answer to `GET /info` was a JSON object. */
  readonly isInfoReadable: boolean
  /** The version in the body of `GET /info`. */
  readonly infoVersion?: string
  readonly token?: TokenMeasured
  readonly operations: readonly OperationHeard[]
}

type Answer = Extract<Heard, { kind: 'answer' }>

export function answersOf(heard: readonly Heard[]): Answer[] {
  return heard.filter((each) => each.kind === 'answer')
}

/** Every answer of the test, to any request. */
export function allAnswers({ info, token, operations }: Measurements): Answer[] {
  const ofToken = token === undefined ? [] : [token.me]
  return answersOf([...info, ...ofToken, ...operations.map(({ heard }) => heard)])
}

/** `GET /info` was answered as a hub would, so the other requests could be made. */
export function isReached({ info, isInfoReadable }: Measurements): boolean {
  return isInfoReadable && answersOf(info).some(({ status }) => status === 200)
}

export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b)
  const high = sorted[Math.floor(sorted.length / 2)]
  const low = sorted[Math.ceil(sorted.length / 2) - 1]
  return high === undefined || low === undefined ? undefined : (high + low) / 2
}
