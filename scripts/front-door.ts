import { randomBytes, randomUUID } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'

export type FrontDoor = {
  /** Next's own handler. */
  readonly handle: RequestListener
  readonly isDevelopment: boolean
  /** A reverse proxy stands in front, so what it says about the sender is believed. */
  readonly isBehindProxy: boolean
}

/** Methods that some route or page answers; anything else, such as TRACE, ends in an exception inside of Next. */
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

const forwarded = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-real-ip',
]

/** Sent with every answer that does not set them itself (OWASP Secure Headers). */
const everywhere: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
}

/** What is no page needs nothing. */
const nothing = "default-src 'none'; frame-ancestors 'none'; sandbox"

/**
 * What every request passes before Next sees it: odd requests are refused in the shape of our API, pages get a content
 * security policy with a nonce of their own, and no answer goes out without the headers above.
 */
export function frontDoor({ handle, isDevelopment, isBehindProxy }: FrontDoor): RequestListener {
  return (request, response) => {
    const path = pathOf(request)
    const refusal = problemOf(request, path)
    const isPage = refusal === undefined && path !== '/api' && !path?.startsWith('/api/')
    const policy = isPage ? pagePolicy(randomBytes(16).toString('base64'), isDevelopment) : nothing
    addHeaders(response, { ...everywhere, 'Content-Security-Policy': policy })
    if (!isBehindProxy) for (const name of forwarded) delete request.headers[name]
    if (refusal !== undefined) {
      refuse(response, refusal)
      return
    }
    // Next takes the nonce for its own scripts from the request.
    if (isPage) request.headers['content-security-policy'] = policy
    else delete request.headers['content-security-policy']
    void handle(request, response)
  }
}

/**
 * Nothing but this origin, and of inline scripts only those that carry the nonce. Styles stay open: the editor and the
 * menus position things by inline style, which can show nothing that is not on the page already.
 */
function pagePolicy(nonce: string, isDevelopment: boolean): string {
  return [
    "default-src 'self'",
    // In development React evaluates code to show where an error came from.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self'${isDevelopment ? ' ws:' : ''}`,
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** The decoded path; nothing where it cannot be decoded. */
function pathOf({ url = '/' }: IncomingMessage): string | undefined {
  try {
    const { pathname } = new URL(url, 'http://dashboard')
    return decodeURIComponent(pathname)
  } catch {
    return undefined
  }
}

type Refusal = {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly allow?: string
}

function problemOf({ method = '' }: IncomingMessage, path: string | undefined): Refusal | undefined {
  if (!methods.has(method)) {
    const allow = [...methods].join(', ')
    return {
      status: 405,
      code: 'method-not-allowed',
      message: `${method} is not supported. Use one of: ${allow}.`,
      allow,
    }
  }
  if (path === undefined) {
    const message =
      'The address has a % that is not followed by two hexadecimal digits of UTF-8 text. Write % as %25.'
    return { status: 400, code: 'bad-address', message }
  }
  // Next would resize images for anyone who asks; Hubdeck has none that need it.
  if (path.startsWith('/_next/image'))
    return { status: 404, code: 'not-found', message: 'Image resizing is switched off.' }
  return undefined
}

function refuse(response: ServerResponse, { status, code, message, allow }: Refusal): void {
  if (allow !== undefined) response.setHeader('Allow', allow)
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    'X-Request-Id': randomUUID(),
  })
  response.end(JSON.stringify({ message, Message: message, code }))
}

/** As late as possible, so that an answer's own header wins. */
function addHeaders(response: ServerResponse, headers: Readonly<Record<string, string>>): void {
  response.writeHead = new Proxy(response.writeHead, {
    apply(writeHead, self, parameters) {
      for (const [name, value] of Object.entries(headers)) {
        if (!response.hasHeader(name)) response.setHeader(name, value)
      }
      return Reflect.apply(writeHead, self, parameters)
    },
  })
}
