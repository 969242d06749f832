import type { Servers } from '#bench/servers.ts'

/** The headers of someone signed in to the dashboard. */
export async function signIn({
  dashboard,
  token,
}: Pick<Servers, 'dashboard' | 'token'>): Promise<Record<string, string>> {
  const answer = await fetch(`${dashboard}/api/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: dashboard },
    body: JSON.stringify({ token }),
  })
  if (!answer.ok) throw new Error(`cannot sign in: ${answer.status} ${await answer.text()}`)
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')
  return { Cookie: cookies.join('; '), Origin: dashboard }
}

/** Reads the whole body. Throws on a status outside 2xx, because a failed answer would look fast. */
export async function read(url: string, init: RequestInit = {}): Promise<string> {
  const answer = await fetch(url, init)
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${text.slice(0, 500)}`)
  return text
}

export function query(parameters: Readonly<Record<string, string | number | boolean>>): string {
  return new URLSearchParams(
    Object.entries(parameters).map(([name, value]) => [name, String(value)]),
  ).toString()
}
