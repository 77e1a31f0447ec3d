/**
 * Status codes that `requests.codes` and `httpx.codes` have under the same name, in capitals in httpx (`status_codes.py` of requests
 * 2.34, `_status_codes.py` of httpx 0.23).
 */
const SAME: ReadonlySet<string> = new Set(
  (
    'continue switching_protocols processing ok created accepted non_authoritative_information no_content reset_content ' +
    'partial_content multi_status already_reported im_used multiple_choices moved_permanently found see_other not_modified ' +
    'use_proxy temporary_redirect permanent_redirect bad_request unauthorized payment_required forbidden not_found ' +
    'method_not_allowed not_acceptable proxy_authentication_required request_timeout conflict gone length_required ' +
    'precondition_failed request_entity_too_large unsupported_media_type requested_range_not_satisfiable expectation_failed ' +
    'im_a_teapot misdirected_request unprocessable_entity locked failed_dependency too_early upgrade_required ' +
    'precondition_required too_many_requests unavailable_for_legal_reasons internal_server_error not_implemented bad_gateway ' +
    'service_unavailable gateway_timeout http_version_not_supported variant_also_negotiates insufficient_storage not_extended ' +
    'network_authentication_required'
  ).split(' '),
);

/** Other names that `requests.codes` has for them. Those that changed their number with a version of requests are left out. */
const ALIASES: Readonly<Record<string, string>> = {
  okay: 'ok',
  all_ok: 'ok',
  all_okay: 'ok',
  all_good: 'ok',
  non_authoritative_info: 'non_authoritative_information',
  reset: 'reset_content',
  partial: 'partial_content',
  multiple_status: 'multi_status',
  moved: 'moved_permanently',
  other: 'see_other',
  temporary_moved: 'temporary_redirect',
  temporary: 'temporary_redirect',
  resume_incomplete: 'permanent_redirect',
  resume: 'permanent_redirect',
  bad: 'bad_request',
  payment: 'payment_required',
  not_allowed: 'method_not_allowed',
  proxy_auth: 'proxy_authentication_required',
  proxy_authentication: 'proxy_authentication_required',
  timeout: 'request_timeout',
  unsupported_media: 'unsupported_media_type',
  media_type: 'unsupported_media_type',
  requested_range: 'requested_range_not_satisfiable',
  range_not_satisfiable: 'requested_range_not_satisfiable',
  teapot: 'im_a_teapot',
  i_am_a_teapot: 'im_a_teapot',
  unprocessable: 'unprocessable_entity',
  dependency: 'failed_dependency',
  upgrade: 'upgrade_required',
  too_many: 'too_many_requests',
  legal_reasons: 'unavailable_for_legal_reasons',
  server_error: 'internal_server_error',
  unavailable: 'service_unavailable',
  http_version: 'http_version_not_supported',
  network_auth: 'network_authentication_required',
  network_authentication: 'network_authentication_required',
};

/** The name in `httpx.codes` for a name in `requests.codes`; `undefined` where there is none. */
export function codeNamed(name: string): string | undefined {
  const lower = name.toLowerCase();
  const own = Object.hasOwn(ALIASES, lower) ? ALIASES[lower]! : lower;
  return SAME.has(own) ? own.toUpperCase() : undefined;
}
