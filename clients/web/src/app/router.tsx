import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { Broken } from './broken'
import type { TableSearch } from '../tables/choice'
import { FirstPlace, Shell } from './shell'

const root = createRootRoute({ component: Shell, notFoundComponent: FirstPlace })

// Each work place is fetched by who works there.
const routes = [
  createRoute({ getParentRoute: () => root, path: '/', component: FirstPlace }),
  createRoute({
    getParentRoute: () => root,
    path: '/desk',
    validateSearch: (search): { person?: string } =>
      typeof search.person === 'string' ? { person: search.person } : {},
    component: lazyRouteComponent(() => import('../desk/desk_page'), 'DeskPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/helpline',
    component: lazyRouteComponent(() => import('../helpline/helpline_page'), 'HelplinePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/plan',
    component: lazyRouteComponent(() => import('../plan/plan_page'), 'PlanPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/tables',
    validateSearch: (search) => search as TableSearch, // the page reads it with care
    component: lazyRouteComponent(() => import('../tables/tables_page'), 'TablesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/people/$id',
    component: lazyRouteComponent(() => import('../people/person_page'), 'PersonPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/cases/$id',
    component: lazyRouteComponent(() => import('../cases/case_page'), 'CasePage'),
  }),
]

export const router = createRouter({ routeTree: root.addChildren(routes), defaultErrorComponent: Broken })

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
