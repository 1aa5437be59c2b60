# A headless Chromium without a network, driven over WebDriver by chromedriver, curl and jq: what a
# person does to a page, done by a test. browser_start in setup_file, browser_stop in teardown_file.

browser_start() {
    local chromium port
    chromium=$(command -v chromium || command -v chromium-browser) || return 0
    command -v chromedriver >/dev/null && command -v curl >/dev/null || return 0
    export HOME=$BATS_FILE_TMPDIR
    chromedriver --port=0 >"$BATS_FILE_TMPDIR/driver.log" 2>&1 3>&- &
    export DRIVER_PID=$!
    eventually grep -q 'started successfully on port' "$BATS_FILE_TMPDIR/driver.log" || return 0
    port=$(sed -n 's/.*started successfully on port \([0-9]*\).*/\1/p' "$BATS_FILE_TMPDIR/driver.log")
    export DRIVER=http://127.0.0.1:$port
    BROWSER=$(jq -nc --arg binary "$chromium" --arg profile "$BATS_FILE_TMPDIR/profile" '{capabilities: {alwaysMatch: {
        "goog:loggingPrefs": {browser: "ALL"},
        "goog:chromeOptions": {binary: $binary, args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--window-size=1100,900", "--host-resolver-rules=MAP * ~NOTFOUND", "--user-data-dir=\($profile)"]}}}}' |
        curl -s --noproxy '*' -d @- "$DRIVER/session" | jq -r '.value.sessionId // empty')
    export BROWSER
}

browser_stop() {
    [ -n "${DRIVER_PID-}" ] || return 0
    curl -s --noproxy '*' -X DELETE "$DRIVER/session/$BROWSER" >/dev/null
    kill "$DRIVER_PID"
    wait "$DRIVER_PID" 2>/dev/null || true
    # its helpers write into the profile until they have ended
    ! command -v pgrep >/dev/null || eventually no_process_of "$BATS_FILE_TMPDIR/profile"
}

no_process_of() {
    ! pgrep -f -- "--user-data-dir=$1" >/dev/null
}

skip_without_browser() {
    [ -n "${BROWSER-}" ] || skip "Chromium, chromedriver or curl is not installed"
}

# browser COMMAND: posts the parameters on stdin; prints the value that comes back
browser() {
    curl -s --noproxy '*' -d @- "$DRIVER/session/$BROWSER/$1" | jq -e '.value' >answer || return 0
    jq -e 'type != "object" or (has("error") | not)' answer >/dev/null || { cat answer >&2; return 1; }
    cat answer
}

# visit PAGE [HASH]
visit() {
    echo '{"url":"about:blank"}' | browser url >/dev/null
    jq -nc --arg url "file://$(realpath "$1")${2:+#$2}" '{url: $url}' | browser url >/dev/null
}

# ask EXPRESSION: its value in the page; a string bare, all else as JSON
ask() {
    jq -nc --arg script "return $1" '{script: $script, args: []}' | browser execute/sync | jq -r .
}

# until_true EXPRESSION: waits for it
until_true() {
    eventually is_true "$1"
}

is_true() {
    [ "$(ask "$1")" = true ]
}

# element SELECTOR: prints the handle of the first such element
element() {
    jq -nc --arg selector "$1" '{using: "css selector", value: $selector}' | browser element | jq -r '.[]'
}

click() {
    echo '{}' | browser "element/$(element "$1")/click" >/dev/null
}

# type_into SELECTOR TEXT
type_into() {
    jq -nc --arg text "$2" '{text: $text}' | browser "element/$(element "$1")/value" >/dev/null
}

# drag SELECTOR X Y: by that many pixels
drag() {
    jq -nc --arg id "$(element "$1")" --argjson x "$2" --argjson y "$3" '
        {"element-6066-11e4-a52e-4f735466cecf": $id} as $origin |
        {actions: [{type: "pointer", id: "mouse", actions: [
            {type: "pointerMove", origin: $origin, x: 0, y: 0}, {type: "pointerDown", button: 0},
            {type: "pointerMove", origin: "pointer", x: $x, y: $y, duration: 100}, {type: "pointerUp", button: 0}]}]}' |
        browser actions >/dev/null
}

# emulate WIDTH SCHEME: a screen of that width, a person who prefers light or dark
emulate() {
    jq -nc --argjson width "$1" '{cmd: "Emulation.setDeviceMetricsOverride",
        params: {width: $width, height: 800, deviceScaleFactor: 1, mobile: false}}' | browser goog/cdp/execute >/dev/null
    jq -nc --arg scheme "$2" '{cmd: "Emulation.setEmulatedMedia",
        params: {features: [{name: "prefers-color-scheme", value: $scheme}]}}' | browser goog/cdp/execute >/dev/null
}

# take_picture FILE
take_picture() {
    curl -s --noproxy '*' "$DRIVER/session/$BROWSER/screenshot" | jq -r .value | base64 -d >"$1"
}

# complaints: what the browser's console has said since it was last asked: errors of scripts,
# things that the page may not load
complaints() {
    echo '{"type":"browser"}' | browser se/log | jq -r '.[] | .message'
}
