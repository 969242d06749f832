import { Mono } from '#components/ui/mono.tsx'

/** The first characters are enough to compare by eye; the whole is in the title and in copies. */
export function Hash({
  value,
  length = 8,
  className,
}: {
  value: string
  length?: number
  className?: string
}) {
  return (
    <Mono title={value} className={className ?? 'text-muted'}>
      {value.slice(0, length)}
    </Mono>
  )
}
