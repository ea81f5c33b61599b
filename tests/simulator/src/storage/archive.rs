//! A zip archive with one log in it.
//!
//! In: a job and a size. Out: the bytes of an archive that any unzip program reads. Invariant: the same job and size
//! give the same bytes.

const NAME: &[u8] = b"log.txt";

/// An archive whose one member is a log of `size` bytes, stored without compression (APPNOTE 4.3).
pub(super) fn of_log(job: &str, size: usize) -> Vec<u8> {
    let line = format!("job {job}: still here\n");
    let log: Vec<u8> = line.bytes().cycle().take(size).collect();
    let length = u32::try_from(log.len()).unwrap_or(u32::MAX);
    let mut archive = Vec::with_capacity(log.len() + 200);

    // Version needed, flags, method, time, date: the same in both headers.
    let common = |archive: &mut Vec<u8>| {
        for field in [20_u16, 0, 0, 0, 0x21] {
            archive.extend(field.to_le_bytes());
        }
        for field in [checksum(&log), length, length] {
            archive.extend(field.to_le_bytes());
        }
        archive.extend(u16::try_from(NAME.len()).unwrap_or_default().to_le_bytes());
        archive.extend(0_u16.to_le_bytes());
    };
    archive.extend(b"PK\x03\x04");
    common(&mut archive);
    archive.extend(NAME);
    archive.extend(&log);

    let directory = archive.len();
    archive.extend(b"PK\x01\x02\x14\x00");
    common(&mut archive);
    archive.extend([0; 14]);
    archive.extend(NAME);

    let directory_size = archive.len() - directory;
    archive.extend(b"PK\x05\x06\x00\x00\x00\x00\x01\x00\x01\x00");
    for field in [directory_size, directory] {
        archive.extend(u32::try_from(field).unwrap_or(u32::MAX).to_le_bytes());
    }
    archive.extend([0; 2]);
    archive
}

/// CRC-32 (ISO 3309), bit by bit.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}

#[cfg(test)]
mod tests {
    use super::{checksum, of_log};

    #[test]
    fn the_check_value_of_crc_32() {
        assert_eq!(checksum(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn the_end_record_points_at_the_directory() {
        let archive = of_log("j", 100);
        let end = archive.len() - 22;
        assert_eq!(archive[end..end + 4], *b"PK\x05\x06");
        let directory = u32::from_le_bytes(archive[end + 16..end + 20].try_into().unwrap()) as usize;
        assert_eq!(archive[directory..directory + 4], *b"PK\x01\x02");
    }
}
