//! What is no tensor file: told by name, with what to do about it.

/// The bytes of a file that are looked at.
pub(super) const HEAD: usize = 64;

const PICKLE: &str = "it is a PyTorch file (pickle), which can run code and is not read: write it with \
                      safetensors.torch.save_file(model.state_dict(), …)";

/// What the file that begins with `head` is, if it is known to be no tensor file.
pub(super) fn strange(head: &[u8]) -> Option<String> {
    let known = match head {
        [] => "it is empty",
        [0x89, b'H', b'D', b'F', ..] => {
            "it is HDF5 (Keras .h5), which is not read: write it with numpy.savez(\"weights.npz\", \
             *model.get_weights())"
        }
        [0x80, 2..=5, ..] => PICKLE,
        [0x1f, 0x8b, ..] => "it is compressed with gzip: unpack it first",
        [b'G', b'G', b'U', b'F', ..] => "it is GGUF, which is not read",
        _ if head.starts_with(b"version https://git-lfs") => {
            "it is the pointer of Git LFS, not the file itself: git lfs pull fetches that"
        }
        _ if is_text(head) && head.trim_ascii_start().starts_with(b"<") => {
            "it is a page of HTML or XML, not a tensor file"
        }
        _ if is_text(head) => "it is text, not a tensor file",
        _ if head.len() < 9 => "it is cut short, before any header",
        _ if head[8] != b'{' => {
            let first: Vec<_> = head[..4].iter().map(|byte| format!("{byte:02x}")).collect();
            let first = first.join(" ");
            return Some(format!(
                "it is neither safetensors nor .npy nor .npz: it begins with {first}"
            ));
        }
        _ => return None,
    };
    Some(known.to_owned())
}

/// What a zip without any `.npy` is, told by the names in it.
pub(super) fn strange_zip<'a>(names: impl Iterator<Item = &'a [u8]>) -> &'static str {
    let mut keras = false;
    for name in names {
        if name.ends_with(b".pkl") {
            return PICKLE;
        }
        keras |= name.ends_with(b".h5");
    }
    if keras {
        "it is a Keras file, which is not read: write it with numpy.savez(\"weights.npz\", *model.get_weights())"
    } else {
        "it is a zip without any .npy; if it is from PyTorch: safetensors.torch.save_file(model.state_dict(), …)"
    }
}

/// Whether it may be text: the length that opens a safetensors file has zeros in it, or is beyond any text.
fn is_text(head: &[u8]) -> bool {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        // The last character may be cut.
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    text.chars()
        .all(|c| !c.is_control() || c.is_ascii_whitespace())
}
