# tidings. The targets:
#
#   all (default)     the program, ./tidings
#   run               open the sample digests, or DIGESTS=DIR, in the browser
#   check             every test, against a build that checks each drawn cell
#   asan tsan         the same under AddressSanitizer and UBSan, or ThreadSanitizer
#   valgrind          the same under valgrind
#   fuzz              each fuzz target for FUZZ_SECONDS
#   mutants           the tests against lines made wrong on purpose
#   bench coverage    measure; tell which lines the tests reach
#   doc               the tables in the manual pages, made anew
#   check-layers      who may include whom, and each header compiled alone
#   install uninstall below DESTDIR and PREFIX
#   clean
#
# and the variables, in config.mk or on the command line: CC, CFLAGS, LDFLAGS,
# PREFIX, V=1 (show commands), WERROR=1, CHECKS=1 (drawing assertions),
# SANITIZE=address,undefined or thread, COVERAGE=1, T='NAME…' (only those tests).

-include config.mk

CFLAGS ?= -O2 -g
PREFIX ?= /usr/local
BINDIR ?= $(PREFIX)/bin
MANDIR ?= $(PREFIX)/share/man
PKG_CONFIG ?= pkg-config
CLANG ?= $(firstword $(shell command -v clang clang-19 clang-16 clang-15 clang-14) clang)
DIGESTS ?= tests/fixtures/digests
MONKEY_EVENTS ?= 200000
FUZZ_SECONDS ?= 20

# Every combination of compiler and instruments has a folder of its own: build,
# build-clang, build-asan, build-checks …
comma := ,
ifneq ($(origin CC),default)
VARIANT += $(notdir $(lastword $(CC)))
endif
ifneq ($(SANITIZE),)
VARIANT += $(or $(NAME_OF_$(SANITIZE)),$(subst $(comma),-,$(SANITIZE)))
endif
VARIANT += $(if $(CHECKS),checks) $(if $(COVERAGE),coverage)
NAME_OF_address,undefined := asan
NAME_OF_thread := tsan
NAME_OF_fuzzer-no-link,address,undefined := fuzz
empty :=
B := $(subst $(empty) ,-,$(strip build $(VARIANT)))

# --- flags -----------------------------------------------------------------

WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wold-style-definition -Wwrite-strings -Wvla -Wdeclaration-after-statement \
	-Wpointer-arith -Wundef -Wformat=2 -Wno-format-nonliteral
PACKAGES := ncursesw termkey sqlite3 libutf8proc libpcre2-8 zlib jansson
TEST_PACKAGES := cmocka vterm

# What needs no compiler needs no libraries either.
ifneq ($(filter-out clean uninstall,$(or $(MAKECMDGOALS),all)),)
ifneq ($(shell $(PKG_CONFIG) --exists $(PACKAGES) 2>/dev/null && echo yes),yes)
$(error something is missing to build tidings: run ./setup)
endif
PACKAGE_CFLAGS := $(shell $(PKG_CONFIG) --cflags $(PACKAGES))
PACKAGE_LIBS := $(shell $(PKG_CONFIG) --libs $(PACKAGES))
TEST_CFLAGS := $(shell $(PKG_CONFIG) --cflags $(TEST_PACKAGES) 2>/dev/null)
TEST_LIBS := $(shell $(PKG_CONFIG) --libs $(TEST_PACKAGES) 2>/dev/null)
endif

ALL_CFLAGS = -std=c11 -D_GNU_SOURCE -I. $(WARNINGS) $(if $(WERROR),-Werror) -pthread \
	$(if $(CHECKS),-DTIDINGS_CHECKS) $(if $(COVERAGE),--coverage -O0) \
	$(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer) \
	$(PACKAGE_CFLAGS) $(CPPFLAGS) $(CFLAGS)
ALL_LDFLAGS = -pthread -Wl,--as-needed $(if $(COVERAGE),--coverage) \
	$(if $(SANITIZE),-fsanitize=$(SANITIZE)) $(LDFLAGS)
LIBS = $(PACKAGE_LIBS) -lm

# --- files -----------------------------------------------------------------

# From the top down: a layer may use what stands to its right.
LAYERS := cli tui model conf parser util
ARCHIVES := $(LAYERS:%=$(B)/%.a)
sources_of = $(filter-out cli/main.c,$(wildcard $(1)/*.c $(1)/*/*.c))
objects_of = $(patsubst %.c,$(B)/%.o,$(call sources_of,$(1)))

UNIT_TESTS := $(patsubst %.c,$(B)/%,$(wildcard tests/unit/*_test.c))
FUZZERS := $(patsubst %.c,$(B)/%,$(wildcard tests/fuzz/fuzz_*.c))
BENCHES := $(patsubst %.c,$(B)/%,$(wildcard tests/bench/*.c))
SCREEN_OBJECTS := $(patsubst %.c,$(B)/%.o,$(wildcard tests/screen/*.c))
SCREEN_TEST := $(if $(SCREEN_OBJECTS),$(B)/tests/screen_test)
UNIT_HELPERS := $(patsubst %.c,$(B)/%.o,\
	$(filter-out tests/unit/%_test.c,$(wildcard tests/unit/*.c)))
PROGRAM := $(if $(wildcard cli/main.c),$(B)/tidings)

# --- rules -----------------------------------------------------------------

Q = $(if $(V),,@)
say = $(if $(V),,@printf '  %-5s %s\n' $(1) $(2);)

all: $(ARCHIVES) $(PROGRAM) $(if $(PROGRAM),$(if $(filter build,$(B)),tidings))

tidings: $(B)/tidings
	$(Q)ln -f $< $@

$(B)/tidings: $(B)/cli/main.o $(ARCHIVES)
	$(call say,LINK,$@)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

# The folders stand among the prerequisites because a file may leave them.
define LAYER
$(B)/$(1).a: $(call objects_of,$(1)) $(if $(filter conf,$(1)),$(B)/keymaps.o $(B)/themes.o) \
		$(sort $(dir $(wildcard $(1)/* $(1)/*/*)))
	$$(Q)mkdir -p $(B) && rm -f $$@
	$$(call say,AR,$$@)$$(AR) rcs $$@ $$(filter %.o,$$^)
endef
$(foreach layer,$(LAYERS),$(eval $(call LAYER,$(layer))))

$(B)/%.o: %.c $(B)/flags
	$(Q)mkdir -p $(@D)
	$(call say,CC,$@)$(CC) $(ALL_CFLAGS) $(EXTRA_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/tests/%.o: EXTRA_CFLAGS = $(TEST_CFLAGS)

# Keymaps and themes become strings of a C file; '?' is quoted because of trigraphs.
$(B)/keymaps.c: $(wildcard keymaps/*.keys) keymaps/embed
	$(Q)mkdir -p $(@D)
	$(call say,GEN,$@)sh keymaps/embed embedded_keymaps $(filter %.keys,$^) >$@.new && \
		mv $@.new $@

$(B)/themes.c: $(wildcard conf/themes/*.theme) keymaps/embed
	$(Q)mkdir -p $(@D)
	$(call say,GEN,$@)sh keymaps/embed embedded_themes $(filter %.theme,$^) >$@.new && \
		mv $@.new $@

$(B)/keymaps.o $(B)/themes.o: %.o: %.c $(B)/flags
	$(call say,CC,$@)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# Holds the flags of the last build, so that other flags compile everything anew.
$(B)/flags: FORCE
	$(Q)mkdir -p $(@D)
	$(Q)flags='$(CC) $(ALL_CFLAGS) $(TEST_CFLAGS) $(ALL_LDFLAGS)'; \
		echo "$$flags" | cmp -s - $@ || echo "$$flags" >$@

run: all
	$(Q)DIGESTS='$(DIGESTS)' BUILD='$(B)' sh tests/try $(B)/tidings

# --- manual ----------------------------------------------------------------

$(B)/doc/tables: $(B)/doc/tables.o $(filter-out %/cli.a %/tui.a,$(ARCHIVES))
	$(call say,LINK,$@)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

doc: $(B)/doc/tables
	$(Q)for page in $(MANUALS); do \
		$< <$$page >$(B)/page && { cmp -s $(B)/page $$page || cp $(B)/page $$page; } || exit; \
	done

# --- tests -----------------------------------------------------------------

$(B)/tests/unit/%_test: $(B)/tests/unit/%_test.o $(UNIT_HELPERS) $(ARCHIVES)
	$(call say,LINK,$@)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(TEST_LIBS) $(LIBS)

# libFuzzer has a main of its own; everywhere else the targets replay files.
FUZZ_MAIN := $(if $(filter %-fuzz,$(B)),-fsanitize=fuzzer,$(B)/tests/fuzz/replay.o)

$(B)/tests/fuzz/fuzz_%: $(B)/tests/fuzz/fuzz_%.o $(filter %.o,$(FUZZ_MAIN)) $(ARCHIVES)
	$(call say,LINK,$@)$(CC) $(ALL_LDFLAGS) $(filter -%,$(FUZZ_MAIN)) -o $@ $^ $(LIBS)

$(B)/tests/screen_test: $(SCREEN_OBJECTS) $(B)/util.a
	$(call say,LINK,$@)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(TEST_LIBS) $(LIBS)

$(B)/tests/bench/%: $(B)/tests/bench/%.o $(ARCHIVES)
	$(call say,LINK,$@)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

test-programs: all $(UNIT_TESTS) $(FUZZERS) $(SCREEN_TEST) $(B)/doc/tables

test: test-programs
	$(Q)python3 tests/run --build $(B) $(T)

check:
	+$(Q)$(MAKE) --no-print-directory CHECKS=1 test
asan:
	+$(Q)$(MAKE) --no-print-directory SANITIZE=address,undefined check
tsan:
	+$(Q)$(MAKE) --no-print-directory SANITIZE=thread check
valgrind:
	+$(Q)$(MAKE) --no-print-directory CHECKS=1 test-valgrind
test-valgrind: test-programs
	$(Q)python3 tests/run --build $(B) --valgrind $(T)

fuzz:
	+$(Q)$(MAKE) --no-print-directory CC=$(CLANG) SANITIZE=fuzzer-no-link,address,undefined fuzz-each
fuzz-each: $(FUZZERS)
	$(Q)python3 tests/run --build $(B) --fuzz $(FUZZ_SECONDS) $(T)

monkey:
	+$(Q)$(MAKE) --no-print-directory SANITIZE=address,undefined CHECKS=1 monkey-run
monkey-run: test-programs
	$(Q)python3 tests/monkey --build $(B) --events $(MONKEY_EVENTS)

mutants:
	$(Q)python3 tests/mutants/run $(T)

bench: all $(BENCHES)
	$(Q)for bench in $(BENCHES) $(wildcard tests/bench/*.sh tests/bench/*.py); do \
		echo "$$bench:"; TIDINGS=$(CURDIR)/$(B)/tidings $$bench || exit 1; done

coverage:
	+$(Q)$(MAKE) --no-print-directory COVERAGE=1 check
	$(Q)python3 tests/coverage build-checks-coverage

check-layers: $(ARCHIVES)
	$(Q)python3 tests/layers $(B) '$(CC) $(ALL_CFLAGS)'

# --- installing ------------------------------------------------------------

# $(call section,FILE) is the 1 of doc/tidings.1.
MANUALS := $(wildcard doc/*.[1-8])
section = $(lastword $(subst ., ,$(1)))

install: all
	install -d $(DESTDIR)$(BINDIR)
	install -m 755 $(B)/tidings $(DESTDIR)$(BINDIR)/tidings
	$(Q)$(foreach page,$(MANUALS),install -d $(DESTDIR)$(MANDIR)/man$(call section,$(page)) && \
		install -m 644 $(page) $(DESTDIR)$(MANDIR)/man$(call section,$(page))/ &&) true

uninstall:
	rm -f $(DESTDIR)$(BINDIR)/tidings $(foreach page,$(MANUALS),\
		$(DESTDIR)$(MANDIR)/man$(call section,$(page))/$(notdir $(page)))

clean:
	rm -rf build build-* tidings

.PHONY: monkey monkey-run all run doc test test-programs check asan tsan valgrind test-valgrind fuzz fuzz-each \
	mutants bench coverage check-layers install uninstall clean FORCE
.SECONDARY:
.DELETE_ON_ERROR:

-include $(wildcard $(B)/*.d $(B)/*/*.d $(B)/*/*/*.d)
