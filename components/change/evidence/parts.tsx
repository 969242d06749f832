import type { ReactNode } from 'react'

export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex min-w-0 flex-col gap-2">
      <h2 className="break-after-avoid font-semibold text-lg">{title}</h2>
      {children}
    </section>
  )
}

export function LinesPart({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <Part title={title}>
      <Lines lines={lines} />
    </Part>
  )
}

export function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul className="mono flex flex-col text-xs [overflow-wrap:anywhere]">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
