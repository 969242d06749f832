import { headers } from 'next/headers'
import { cache } from 'react'
import { readSession } from '#lib/server/access/session.ts'

/** The session of whoever asks for a page, read once for all parts of the page. */
export const sessionOfPage = cache(async () =>
  readSession(new Request('http://deck', { headers: await headers() })),
)
