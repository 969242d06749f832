import { randomBytes, randomUUID } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'

export type FrontDoor = {
  /** Next's own handler. */
  readonly handle: RequestListener
  readonly isDevelopment: boolean
  /** There is a reverse proxy in front, so its information about the sender is trusted. */
  readonly isBehindProxy: boolean
}

/** Methods that some route or page answers; anything else, such as TRACE, throws inside Next.js. */
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

/** Anything that is not a page may load nothing. */
const nothing = "default-src 'none'; frame-ancestors 'none'; sandbox"

/**
 * What every request passes before Next.js sees it: malformed requests are refused with the API's envelope, pages get a
 * content security policy with their own nonce, and every answer gets the headers above.
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
    // Next.js reads the nonce for its own scripts from the request.
    if (isPage) request.headers['content-security-policy'] = policy
    else delete request.headers['content-security-policy']
    void handle(request, response)
  }
}

/**
 * Only this origin, and only inline scripts with the nonce. Inline styles are allowed, because the editor and the menus
 * use them for positions; they cannot load anything.
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

/** The decoded path; undefined when it cannot be decoded. */
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
  // Next.js would resize images for anyone; Hubdeck has none that need it.
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

/** Set as late as possible, so that an answer's own headers win. */
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
