package clerktest

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"
)

func (s *Server) domainOperations(route router) {
	domains := s.records("domain", "/domains", "domain_id", &s.state.instanceDomains)
	domains.view = s.instanceDomainView
	domains.list = func(*call) (any, error) {
		all := s.state.instanceDomains.all()
		return object{"data": views(all, domains.view), "total_count": len(all)}, nil
	}
	domains.create = s.addDomain
	domains.update = s.updateInstanceDomain
	domains.remove = func(_ *call, r *record) error {
		if !r.flag("is_satellite") {
			return refuse(http.StatusForbidden, "operation_not_allowed_on_primary_domain", "operation not allowed",
				"This operation is not allowed on a primary domain. Try again with a satellite domain of the instance.")
		}
		s.state.instanceDomains.remove(r.id)
		return nil
	}
	domains.serve(route)
	route("POST /proxy_checks", s.checkProxy)
}

// addPrimaryDomain makes the domain that every instance begins with.
func (s *Server) addPrimaryDomain() {
	name := s.instance.domain
	if name == "" {
		name = strings.TrimPrefix(s.instance.frontendAPI, "clerk.")
	}
	s.addRecord(&s.state.instanceDomains, "dmn", object{"name": name, "is_satellite": false, "proxy_url": nil}, nil)
}

func (s *Server) instanceDomainView(r *record) object {
	view := recordView("domain")(r)
	delete(view, "created_at")
	delete(view, "updated_at")
	delete(view, "is_secondary")
	host := "clerk." + r.text("name")
	if !r.flag("is_satellite") {
		host = s.instance.frontendAPI
		view["accounts_portal_url"] = "https://" + s.instance.accounts
	}
	view["frontend_api_url"], view["development_origin"] = "https://"+host, ""
	if s.instance.production {
		view["cname_targets"] = []object{{"host": host, "value": "frontend-api.clerk.services", "required": true}}
	}
	return view
}

func (s *Server) addDomain(c *call) (*record, error) {
	if err := s.checkInstanceDomain(c, nil); err != nil {
		return nil, err
	}
	return s.addRecord(&s.state.instanceDomains, "dmn", object{"proxy_url": nil}, c.body), nil
}

func (s *Server) checkInstanceDomain(c *call, of *record) error {
	name := c.text("name")
	taken := s.state.instanceDomains.first(func(r *record) bool { return r.text("name") == name })
	host, _, _ := strings.Cut(name, ":") // a development domain may have a port
	switch {
	case name == "" && of != nil:
	case strings.Contains(name, "/") || !domainPattern.MatchString(host) && (s.instance.production || host != "localhost"):
		return refuseFormat("name", "name must be a valid domain.")
	case taken != nil && taken != of:
		return refuseTaken("name", "domain")
	}
	if proxy := c.text("proxy_url"); proxy != "" {
		if u, err := url.Parse(proxy); err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
			return refuseFormat("proxy_url", "proxy_url must be a valid url.")
		}
	}
	return nil
}

// updateInstanceDomain takes a proxy's URL on trust: whether it works, only
// the check of proxies tries.
func (s *Server) updateInstanceDomain(c *call, r *record) error {
	if !s.instance.production && (c.has("proxy_url") || !r.flag("is_satellite")) {
		return refuse(http.StatusBadRequest, "domain_update_forbidden", "Domain update was forbidden",
			"Domain can be only updated for production instances.")
	}
	if err := s.checkInstanceDomain(c, r); err != nil {
		return err
	}
	return s.changeRecord(c, r)
}

// checkProxy asks a proxy on loopback for its health. One on another host is
// not asked: nothing here leaves the machine.
func (s *Server) checkProxy(c *call) (any, error) {
	domain := s.state.instanceDomains.get(c.text("domain_id"))
	if domain == nil {
		return nil, refuseReference("domain_id")
	}
	proxy := c.text("proxy_url")
	if proxy == "" {
		proxy = domain.text("proxy_url")
	}
	u, err := url.Parse(proxy)
	if err != nil || u.Host == "" {
		return nil, refuseFormat("proxy_url", "proxy_url must be a valid url.")
	}
	if !loopbackHost(u.Hostname()) || !s.healthyProxy(proxy) {
		return nil, refuse(http.StatusUnprocessableEntity, "invalid_proxy_configuration", "invalid proxy configuration",
			"Clerk Frontend API cannot be accessed through the proxy URL. Make sure your proxy is configured correctly.", "proxy_url")
	}
	r := s.addRecord(&s.state.proxyChecks, "proxchk", object{
		"domain_id": domain.id, "proxy_url": proxy, "successful": true, "last_run_at": s.milliseconds(),
	}, nil)
	return recordView("proxy_check")(r), nil
}

// proxyTimeout bounds the question to a proxy.
const proxyTimeout = 2 * time.Second

// healthyProxy asks the proxy for what only the Frontend API answers. The lock
// is open meanwhile: the proxy asks this very server.
func (s *Server) healthyProxy(proxy string) bool {
	s.mu.Unlock()
	defer s.mu.Lock()
	ctx, cancel := context.WithTimeout(context.Background(), proxyTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimRight(proxy, "/")+"/v1/proxy-health", nil)
	if err != nil {
		return false
	}
	client := &http.Client{}
	res, err := client.Do(req)
	if err != nil {
		return false
	}
	_ = res.Body.Close() // only the status counts
	return res.StatusCode == http.StatusOK
}
