# The draft of a formula, for a tap: nothing is published yet. Before it is used: write the address of the source
# archive of a release with its sum, and let `brew update-python-resources proselint-t` write the resources.
class ProselintT < Formula
  include Language::Python::Virtualenv

  desc "Style-rule linter for prose in Markdown, in English and Russian"
  homepage "https://proselint-t.readthedocs.io/en/latest/"
  url "https://files.pythonhosted.org/packages/source/p/proselint-t/proselint_t-0.1.0.tar.gz"
  sha256 "0000000000000000000000000000000000000000000000000000000000000000"
  license "MIT"

  depends_on "python@3.13"

  # brew update-python-resources proselint-t

  def install
    virtualenv_install_with_resources
    man1.install "docs/man/proselint-t.1"
    (man/"ru/man1").install "docs/man/ru/proselint-t.1"
    generate_completions_from_executable(bin/"proselint-t", "completions", shells: [:bash, :zsh, :fish])
  end

  test do
    (testpath/"page.md").write("The site is slow.\n")
    assert_match "english.website", shell_output("#{bin}/proselint-t check --select english.website page.md", 1)
  end
end
