package backendapi

// CreateAgentTaskParams are the parameters of [AgentTasksService.Create].
type CreateAgentTaskParams struct {
	OnBehalfOf AgentTaskSubject `json:"on_behalf_of"`
	// Permissions is one of *.
	Permissions string `json:"permissions"`
	// AgentName tells agents apart and is kept for audits.
	AgentName string `json:"agent_name"`
	// TaskDescription is kept for audits.
	TaskDescription string `json:"task_description"`
	// RedirectURL is where the person goes after accepting.
	RedirectURL string `json:"redirect_url"`
	// SessionMaxDurationInSeconds is how long a session made with it lasts.
	SessionMaxDurationInSeconds Optional[int64] `json:"session_max_duration_in_seconds,omitzero"`
}

// AgentTaskSubject names the user for whom an agent acts, by id or by
// identifier.
type AgentTaskSubject struct {
	UserID     Optional[string] `json:"user_id,omitzero"`
	Identifier Optional[string] `json:"identifier,omitzero"`
}
