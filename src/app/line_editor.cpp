#include "app/line_editor.h"

#include <histedit.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <clocale>
#include <cstdio>
#include <cwchar>

#include "base/assert.h"

namespace norn {

namespace {

constexpr int kHistoryLines = 1000;
// Ctrl-D. Typed while the terminal still edits lines itself (an evaluation runs) it is kept as a NUL by Linux when the
// editor takes over.
constexpr char kEndOfInput = 4;

class LineEditor final : public LineSource {
 public:
  LineEditor() : interrupted_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    NORN_ASSERT(interrupted_ >= 0, "the operating system refuses an eventfd");
    if (!std::setlocale(LC_CTYPE, "") || MB_CUR_MAX == 1) std::setlocale(LC_CTYPE, "C.UTF-8");
    editor_ = el_init("norn", stdin, stdout, stderr);
    NORN_ASSERT(editor_, "libedit refuses the terminal");
    history_ = history_init();
    HistEvent event;
    history(history_, &event, H_SETSIZE, kHistoryLines);
    history(history_, &event, H_SETUNIQUE, 1);
    el_set(editor_, EL_CLIENTDATA, this);
    el_set(editor_, EL_EDITOR, "emacs");
    el_set(editor_, EL_SIGNAL, 0);  // signals are the runtime's
    el_set(editor_, EL_HIST, history, history_);
    el_set(editor_, EL_PROMPT, &LineEditor::prompt_of);
    el_set(editor_, EL_GETCFN, &LineEditor::read_character);
    el_source(editor_, nullptr);  // ~/.editrc
  }

  ~LineEditor() override {
    history_end(history_);
    el_end(editor_);
    close(interrupted_);
  }

  Line read_line(std::string_view prompt) override {
    prompt_ = prompt;
    was_interrupted_ = false;
    el_set(editor_, EL_PREP_TERM, 1);  // el_gets would do so after the prompt only, when somebody may have answered it
    int length = 0;
    const char* typed = el_gets(editor_, &length);
    if (was_interrupted_) {
      el_reset(editor_);
      std::fputc('\n', stdout);
      return {Line::Outcome::interrupted};
    }
    if (!typed || length <= 0) return {Line::Outcome::end};
    std::string text(typed, static_cast<size_t>(length));
    remember(text);
    if (text.ends_with('\n')) text.pop_back();
    return {Line::Outcome::text, 0, std::move(text)};
  }

  void interrupt() override { eventfd_write(interrupted_, 1); }
  int descriptor() const override { return STDIN_FILENO; }

 private:
  void remember(const std::string& line) {
    if (line.find_first_not_of(" \t\n") == std::string::npos) return;
    HistEvent event;
    history(history_, &event, H_ENTER, line.c_str());
  }

  static LineEditor& of(EditLine* editor) {
    void* self = nullptr;
    el_get(editor, EL_CLIENTDATA, &self);
    return *static_cast<LineEditor*>(self);
  }

  static char* prompt_of(EditLine* editor) { return of(editor).prompt_.data(); }

  // 1 and a character, 0 at the end of input and when interrupted, -1 on failure.
  static int read_character(EditLine* editor, wchar_t* character) {
    LineEditor& self = of(editor);
    std::mbstate_t state = {};
    while (true) {
      pollfd awaited[] = {{STDIN_FILENO, POLLIN, 0}, {self.interrupted_, POLLIN, 0}};
      if (poll(awaited, 2, -1) < 0) {
        if (errno == EINTR) continue;
        return -1;
      }
      if (awaited[1].revents) {
        eventfd_t count;
        eventfd_read(self.interrupted_, &count);
        self.was_interrupted_ = true;
        return 0;
      }
      char byte;
      const ssize_t count = read(STDIN_FILENO, &byte, 1);
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) return static_cast<int>(count);
      if (byte == '\0') byte = kEndOfInput;
      const size_t decoded = std::mbrtowc(character, &byte, 1, &state);
      if (decoded == static_cast<size_t>(-2)) continue;  // the character has more bytes
      if (decoded == static_cast<size_t>(-1)) {          // no UTF-8: drop it
        state = {};
        continue;
      }
      return 1;
    }
  }

  int interrupted_;
  bool was_interrupted_ = false;
  std::string prompt_;
  EditLine* editor_ = nullptr;
  History* history_ = nullptr;
};

}  // namespace

std::unique_ptr<LineSource> make_line_editor() { return std::make_unique<LineEditor>(); }

}  // namespace norn
