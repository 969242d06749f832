import { redirect } from 'next/navigation'
import { routes } from '#lib/url/routes.ts'

export default function HomePage() {
  redirect(routes.units())
}
